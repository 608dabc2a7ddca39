using CmsOrchestrator.Load.Clients;
using CmsOrchestrator.Load.Figures;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Runs;

/// <summary>What a bare client takes of the same traffic.</summary>
/// <param name="Rate">Changes of rosters that it acknowledged, a second.</param>
/// <param name="Cores">Cores that it kept busy.</param>
internal sealed record YardstickFigures(double Rate, double Cores)
{
    /// <summary>As fast as acknowledgements come.</summary>
    public static async Task<YardstickFigures> MeasureAsync(LoadSite site, Yardstick client, int window, Duration duration, CancellationToken stop)
    {
        var marks = new Marks(site);
        await using var pump = new TrafficPump(site, marks, new Pace(null, window, null));
        pump.Start();
        await Task.Delay(duration.WarmUp, stop);
        var (before, told) = (await Moment.TakeAsync(client.Process, null), marks.Told);
        await Task.Delay(duration.Time, stop);
        told = marks.Told - told;
        var after = await Moment.TakeAsync(client.Process, null);
        var seconds = after.Since(before).TotalSeconds;
        return new YardstickFigures(told / seconds, (after.Cpu - before.Cpu).TotalSeconds / seconds);
    }
}
