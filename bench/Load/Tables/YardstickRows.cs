using CmsOrchestrator.Load.Clients;
using CmsOrchestrator.Load.Runs;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Tables;

/// <summary>What the program is compared with, measured in the same run on the same frames.</summary>
internal sealed class YardstickRows(Sheet sheet, TablePlan plan)
{
    private double? _bare;
    private double? _node;

    public async Task MeasureAsync(int window)
    {
        await sheet.MeasureAsync("decode", "≥ half of Utf8JsonReader alone", stop => Task.Run(Decode, stop));
        const string BareWork = "a bare C# client", NodeWork = "a bare Node.js client";
        await sheet.MeasureAsync(BareWork, "", async stop => _bare = await RateAsync(BareWork, Yardstick.StartCSharpAsync, window, stop));
        if (Yardstick.HasNode)
        {
            await sheet.MeasureAsync(NodeWork, "", async stop => _node = await RateAsync(NodeWork, Yardstick.StartNodeAsync, window, stop));
        }
        else
        {
            sheet.Row(NodeWork, "", $"not measured: there is no Node.js here");
        }
    }

    /// <summary>A rate beside those of the yardsticks.</summary>
    public string Beside(double rate) => $"{Part(rate, _bare)} of the bare C# client, {Part(rate, _node)} of Node.js";

    private static string Part(double rate, double? yardstick) =>
        yardstick is { } of ? FormattableString.Invariant($"{rate / of:P0}") : "an unknown part";

    private void Decode()
    {
        var figures = ReaderFigures.Measure(plan.Decode);
        sheet.Row(
            "decode", "≥ half of Utf8JsonReader alone",
            $"{figures.Ours / figures.Bare:P0} of it; {1e9 / figures.Ours:N0} ns and {figures.Allocated:N0} B a message");
        sheet.Row("decode: one update of one participant", "≤ 1 allocation", $"{figures.AllocatedByUpdate:N0} B");
    }

    private async Task<double> RateAsync(string work, Func<LoadSite, Task<Yardstick>> start, int window, CancellationToken stop)
    {
        using var site = new LoadSite(plan.Hot);
        using var client = await start(site);
        var figures = await YardstickFigures.MeasureAsync(site, client, window, plan.Short, stop);
        sheet.Row(work, "", $"{figures.Rate:N0} changes/s, {figures.Cores:N2} cores");
        return figures.Rate;
    }
}
