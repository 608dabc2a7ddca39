namespace CmsOrchestrator.Load.Bridges;

/// <summary>What of somebody in a conference changes.</summary>
/// <param name="Mark">Of the last change; null as long as there was none.</param>
internal readonly record struct Person(bool IsMuted, bool Speaks, int? Mark)
{
    /// <summary>As somebody comes in.</summary>
    public static Person New { get; } = new(IsMuted: true, Speaks: false, Mark: null);
}
