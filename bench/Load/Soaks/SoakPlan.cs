using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Soaks;

/// <summary>How long it goes on, and with what.</summary>
/// <param name="Rate">Changes a second; null for half of the top rate, which is measured first.</param>
internal sealed record SoakPlan(SiteSize Size, double? Rate, TimeSpan Time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>How long the database pauses each time.</summary>
    public static TimeSpan PauseTime { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The program's <c>HistoryTime</c>.</summary>
    public static TimeSpan HistoryTime { get; } = TimeSpan.FromMinutes(5);

    /// <summary>From one line to the next: a minute, or less where the whole is short.</summary>
    public TimeSpan LineTime => Time / 15 < Minute ? Time / 15 : Minute;

    /// <summary>From one pause of the database to the next.</summary>
    public TimeSpan PauseInterval => Time / 2.5 < 5 * Minute ? Time / 2.5 : 5 * Minute;

    /// <summary>How long the slow watcher is slow, and then fast.</summary>
    public TimeSpan SlowTime => Time / 4 < Minute ? Time / 4 : Minute;

    /// <summary>The first pause comes that long after the beginning.</summary>
    public TimeSpan FirstPause => PauseInterval / 2;
}
