namespace CmsOrchestrator.Simulator;

/// <summary>
/// Something that goes wrong once, on every connection that a bridge has at that moment. The name is what the command line and the
/// control surface call it.
/// </summary>
public sealed partial class Injection
{
    private readonly Action<EventsConnection> _apply;

    private Injection(string name, Action<EventsConnection> apply)
    {
        Name = name;
        _apply = apply;
    }

    public string Name { get; }

    internal void Apply(EventsConnection connection) => _apply(connection);
}
