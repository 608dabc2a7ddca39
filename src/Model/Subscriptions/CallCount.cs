namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>How many calls of a bridge's list are followed.</summary>
/// <param name="LeavesOut">Whether the list has more.</param>
public sealed record CallCount(int Calls, bool LeavesOut)
{
    public static CallCount None { get; } = new(0, false);
}
