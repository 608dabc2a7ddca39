using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>One participant as it really is, for the time it is in its conference.</summary>
internal sealed class Person(ParticipantId id, SimBridge host, Conference conference, long joinedAt)
{
    public ParticipantId Id => id;

    public SimBridge Host => host;

    public Conference Conference => conference;

    /// <summary>Virtual milliseconds.</summary>
    public long JoinedAt => joinedAt;

    public Dictionary<Element, ElementValue> Values { get; } = [];

    public ElementValues Told => Elements.Of(Values);
}

internal static class Elements
{
    public static ElementValues Of(IEnumerable<KeyValuePair<Element, ElementValue>> values)
    {
        var builder = new ElementValuesBuilder();
        foreach (var (element, value) in values)
        {
            builder.Set(element, value);
        }

        return builder.Build();
    }
}
