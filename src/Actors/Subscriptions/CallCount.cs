namespace CmsOrchestrator.Actors.Subscriptions;

/// <summary>How many calls of a bridge's list are followed.</summary>
/// <param name="LeavesOut">Whether the list has more.</param>
internal sealed record CallCount(int Calls, bool LeavesOut)
{
    public static readonly CallCount None = new(0, false);
}
