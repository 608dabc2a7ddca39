namespace CmsOrchestrator.Simulator;

/// <content>The injections that need no argument, by name.</content>
public sealed partial class Injection
{
    /// <summary>Every injection that needs no argument, or has a default for it.</summary>
    public static IReadOnlyDictionary<string, Injection> ByName { get; } = new[]
    {
        Reset(), Freeze(), Close(), Text(), NotUtf8(), Binary(), Huge(), Truncated(), Hole(), LoseNext(), Misshapen(),
        UnknownMessage(), UnknownEnvelope(), UnknownIndex(), UnknownCall(), UnknownParticipant(), UnknownUpdateType(),
        UnknownState(), StatesAgain(), UpdateBeforeAdd(), AddTwice(), RemoveTwice(), DeactivateAll(), DeactivateList(),
    }.ToDictionary(i => i.Name, StringComparer.OrdinalIgnoreCase);
}
