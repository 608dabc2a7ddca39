using System.Diagnostics;
using CmsOrchestrator.Chaos.Checks;
using CmsOrchestrator.Chaos.Faults;
using CmsOrchestrator.Chaos.Site;

namespace CmsOrchestrator.Chaos.Commands;

/// <summary>Rounds on one site: faults in the midst of traffic, then rest, then the truth.</summary>
internal sealed class Rounds(ChaosSite site, TimeSpan roundTime, IReadOnlyCollection<string> only)
{
    private readonly FaultSchedule _schedule = new(site, new Random(site.Shape.Seed), only);
    private readonly List<TimeSpan> _toTruth = [];

    /// <summary>From the last fault of each round, mended, until the view was the truth.</summary>
    public IReadOnlyList<TimeSpan> ToTruth => _toTruth;

    /// <summary>What kept the last round from being true for so long.</summary>
    public IReadOnlyList<Delay> Delays { get; private set; } = [];

    /// <summary>The faults of the last round.</summary>
    public IEnumerable<string> Happened => _schedule.Happened;

    public IReadOnlyDictionary<string, int> Faults => _schedule.Counts;

    /// <summary>One more. Throws where the view does not become the truth.</summary>
    public async Task RunAsync()
    {
        site.Traffic.Start();
        await _schedule.RunAsync(roundTime);
        var rest = Stopwatch.StartNew();
        await site.Traffic.StopAsync();
        Delays = await Truth.WaitAsync(site);
        _toTruth.Add(rest.Elapsed);
    }
}
