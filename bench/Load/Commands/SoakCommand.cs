using System.CommandLine;
using CmsOrchestrator.Load.Runs;
using CmsOrchestrator.Load.Soaks;
using CmsOrchestrator.Load.Storages;
using CmsOrchestrator.Load.Tables;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Commands;

/// <summary><c>soak</c>: traffic for an hour, and what it comes to.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 60 };
        var rate = new Option<double?>("--rate") { Description = "Changes a second; without it, half of the top rate, which is measured first." };
        var postgreSql = new Option<bool>("--postgresql") { Description = "On a PostgreSQL server of its own, not on SQLite." };
        var small = new Option<bool>("--small") { Description = "One cluster of six bridges with 60 calls, to see that it runs." };
        var command = new Command("soak", "Traffic for an hour, a slow watcher, a database that pauses; ends with a verdict.") { minutes, rate, postgreSql, small };
        command.SetAction((parsed, stop) => RunAsync(
            new SoakPlan(
                parsed.GetValue(small) ? new SiteSize(1, 6, 10, 10) : TablePlan.Full.Large, parsed.GetValue(rate), TimeSpan.FromMinutes(parsed.GetValue(minutes))),
            parsed.GetValue(postgreSql), stop));
        return command;
    }

    private static async Task<int> RunAsync(SoakPlan plan, bool onPostgreSql, CancellationToken stop)
    {
        using var server = onPostgreSql ? new PostgreSqlStorage() : null;
        using var site = new LoadSite(plan.Size) { HistoryTime = SoakPlan.HistoryTime };
        using var run = await ProgramRun.StartAsync(site, server?.Database, stop);
        using var files = new SqliteStorage(run.Program.DataDirectory);
        var verdict = await new Soak(plan, site, run, server ?? (IStorage)files).RunAsync(stop);
        return verdict.Holds ? 0 : 1;
    }
}
