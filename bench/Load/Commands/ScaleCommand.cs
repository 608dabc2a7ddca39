using System.CommandLine;
using CmsOrchestrator.Load.Runs;
using CmsOrchestrator.Load.Scales;
using CmsOrchestrator.Load.Tables;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Commands;

/// <summary><c>scale</c>: what a change and a live participant cost in small and in large deployments, as rows and as a picture.</summary>
internal static class ScaleCommand
{
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(11.5);

    public static Command Create()
    {
        var svg = new Option<string>("--svg") { Description = "Where the picture is written.", DefaultValueFactory = _ => Path.Combine("docs", "scale.svg") };
        var small = new Option<bool>("--small") { Description = "Four small deployments, to see that it runs; its figures say nothing." };
        var command = new Command("scale", "Measure small and large deployments on SQLite, and draw what they cost; takes less than twelve minutes.") { svg, small };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(small) ? ScalePlan.Brief : ScalePlan.Full, new Sheet(Time, Console.Out, stop), parsed.GetRequiredValue(svg), stop));
        return command;
    }

    private static async Task<int> RunAsync(ScalePlan plan, Sheet sheet, string svg, CancellationToken stop)
    {
        var points = new List<ScalePoint>();
        sheet.Begin();
        foreach (var (series, size) in plan.Deployments)
        {
            await sheet.MeasureAsync(size.ToString(), Aim, async limit => points.Add(Row(sheet, await PointAsync(plan, series, size, limit), points.FirstOrDefault())));
        }

        await sheet.EndAsync();
        if (points.Count < plan.Deployments.Count)
        {
            await Console.Error.WriteLineAsync("Not every deployment was measured: there is no picture.");
            return 1;
        }

        await File.WriteAllTextAsync(svg, ScalePlot.Draw(points), stop);
        return 0;
    }

    private const string Aim = "the same for each change and participant";

    private static async Task<ScalePoint> PointAsync(ScalePlan plan, string series, SiteSize size, CancellationToken stop)
    {
        using var site = new LoadSite(size);
        using var run = await ProgramRun.StartAsync(site, null, stop);
        var figures = await run.MeasureAsync(plan.Pace, plan.Duration, stop);
        return new ScalePoint(series, size, figures.CpuMicroseconds, figures.Allocated, figures.After.WorkingSet);
    }

    private static ScalePoint Row(Sheet sheet, ScalePoint point, ScalePoint? least)
    {
        var each = least is null ? "" : FormattableString.Invariant($", {point.BytesEach(least) / 1000:N1} KB more than the first for each further participant");
        sheet.Row(
            point.Size.ToString(), Aim,
            $"{point.Microseconds:N0} µs and {point.Allocated:N0} B a change; working set {point.WorkingSet / 1e6:N0} MB{each}");
        return point;
    }
}
