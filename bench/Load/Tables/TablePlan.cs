using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Tables;

/// <summary>How much of everything the table measures, and for how long.</summary>
/// <param name="Hot">Where the highest rate is measured, of the program and of the bare clients.</param>
/// <param name="Large">The deployment whose live state is measured.</param>
/// <param name="HeldRate">Changes a second over <paramref name="Large"/>.</param>
/// <param name="WatchedRate">Changes a second for all watchers.</param>
internal sealed record TablePlan(
    SiteSize Hot, SiteSize Large, double HeldRate, int Watchers, double WatchedRate, TimeSpan Decode, Duration Short, Duration Long)
{
    /// <summary>How long the program may take after <see cref="HeldRate"/> to show all that it was told. Else what follows is measured with a new one.</summary>
    public TimeSpan Rest { get; } = TimeSpan.FromSeconds(40);

    /// <summary>What docs/performance.md promises.</summary>
    public static TablePlan Full { get; } = new(
        Hot: new SiteSize(Clusters: 1, Bridges: 1, Calls: 40, Participants: 10),
        Large: new SiteSize(Clusters: 10, Bridges: 24, Calls: 42, Participants: 10),
        HeldRate: 10_000, Watchers: 1000, WatchedRate: 1000,
        Decode: TimeSpan.FromSeconds(8), Short: Seconds(10, 10), Long: Seconds(15, 20));

    /// <summary>Little of everything, to see that every row comes; its figures say nothing.</summary>
    public static TablePlan Small { get; } = Full with
    {
        Large = new SiteSize(Clusters: 2, Bridges: 3, Calls: 5, Participants: 4),
        HeldRate = 200, Watchers = 50, WatchedRate = 100,
        Decode = TimeSpan.FromSeconds(2), Short = Seconds(2, 3), Long = Seconds(2, 3),
    };

    private static Duration Seconds(int warmUp, int time) => new(TimeSpan.FromSeconds(warmUp), TimeSpan.FromSeconds(time));
}
