using CmsOrchestrator.Load.Tables;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Scales;

/// <summary>The deployments that are compared, all with as many changes a second. The first is the least of all.</summary>
internal sealed record ScalePlan(IReadOnlyList<(string Series, SiteSize Size)> Deployments, Pace Pace, Duration Duration)
{
    private const string Small = "24 bridges", Middle = "240 bridges", Large = "1,000 bridges", One = "one conference";

    /// <summary>24, 240 and 1,000 bridges, 100 to 100,000 participants, and one conference of 10,000.</summary>
    public static ScalePlan Full { get; } = new(
        [
            (Small, new SiteSize(1, 24, 1, 4)),
            (Small, new SiteSize(1, 24, 4, 10)),
            (Small, new SiteSize(1, 24, 42, 10)),
            (Small, new SiteSize(1, 24, 42, 100)),
            (Middle, new SiteSize(10, 24, 1, 4)),
            (Middle, new SiteSize(10, 24, 4, 10)),
            (Middle, new SiteSize(10, 24, 42, 10)),
            (Large, new SiteSize(40, 25, 1, 10)),
            (Large, new SiteSize(40, 25, 10, 10)),
            (One, new SiteSize(1, 1, 1, 10_000)),
        ],
        StorageRows.Held with { Rate = 2000 },
        new Duration(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15)));

    /// <summary>Four of them and a tenth of the changes, to see that it runs.</summary>
    public static ScalePlan Brief { get; } = new(
        [
            (Small, new SiteSize(1, 24, 1, 4)), (Small, new SiteSize(1, 24, 4, 10)), ("48 bridges", new SiteSize(2, 24, 4, 10)),
            (One, new SiteSize(1, 1, 1, 1000)),
        ],
        StorageRows.Held with { Rate = 200 },
        new Duration(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)));
}
