using System.Text.Json;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>The change stream of the program itself, under random traffic, disconnections, kill -9 and SIGTERM.</summary>
public sealed class ChangeStreamTests
{
    private const int Seed = 77;

    [Fact]
    public async Task Every_watcher_is_told_everything_once_in_order_over_kill_9_and_it_adds_up_to_the_lists()
    {
        using var directory = new TestDirectory();
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { Clusters = 2, BridgesPerCluster = 2, Seed = Seed });
        await using var traffic = new DeploymentTraffic(site, new TrafficOptions { Calls = 6, Rate = 20, Seed = Seed });
        var program = await OrchestratorProcess.RunAsync(directory.Path, site);
        var (cluster, bridge) = (site.Clusters[0].Name, site.Clusters[0].Bridges[0].Name);
        try
        {
            var url = program.Http.BaseAddress!;
            await using var whole = new StreamWatcher(() => Volatile.Read(ref url), "", Seed);
            await using var other = new StreamWatcher(() => Volatile.Read(ref url), "", Seed + 1);
            await using var ofCluster = new StreamWatcher(() => Volatile.Read(ref url), $"cluster={cluster}", Seed + 2);
            await using var ofBridge = new StreamWatcher(() => Volatile.Read(ref url), $"cluster={cluster}&callBridge={bridge}", Seed + 3);
            await using var ofEnds = new StreamWatcher(() => Volatile.Read(ref url), "type=call.ended,participant.left", Seed + 4);
            traffic.Start();
            for (var run = 1; run <= 3; run++)
            {
                await Eventually.NoDifferenceAsync(() => whole.Told.Count > run * 400 ? null : $"{whole.Told.Count} changes in run {run}");
                await (run % 2 == 1 ? program.KillAsync() : program.TerminateAsync());
                await program.DisposeAsync();
                program = await OrchestratorProcess.RunAsync(directory.Path, site);
                Volatile.Write(ref url, program.Http.BaseAddress!);
            }

            await traffic.StopAsync();
            await Eventually.NoDifferenceAsync(async () => TruthComparison.Difference(site, await program.ViewAsync()));
            var view = await program.ViewAsync();
            StreamWatcher[] watchers = [whole, other, ofCluster, ofBridge, ofEnds];
            Array.ForEach(watchers, w => w.Steady());
            await Eventually.NoDifferenceAsync(
                () => watchers.Min(w => w.Position) is var least && least >= view.Revision
                    ? null : $"a watcher is at {least} of {view.Revision}");

            var validator = new StreamValidator();
            validator.Whole([.. whole.Told.Where(c => c.Revision <= view.Revision)]);
            validator.Filtered(other.Told, view.Revision, _ => true);
            validator.Filtered(ofCluster.Told, view.Revision, c => ClusterOf(c) == cluster);
            validator.Filtered(ofBridge.Told, view.Revision, c => ClusterOf(c) == cluster && validator.IsConcerned(c, bridge));
            validator.Filtered(ofEnds.Told, view.Revision, c => c.Name is "call.ended" or "participant.left");
            EqualsList(view, validator.Model);
            Assert.True(whole.Connections > 3 && ofEnds.Told.Count > 10, $"{whole.Connections} connections, {ofEnds.Told.Count} ends: too few to tell");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Assert.Fail($"{e}\nThe program's log:\n{program.Log}");
        }
        finally
        {
            await program.DisposeAsync();
        }
    }

    private static string? ClusterOf(ToldChange change)
    {
        using var json = JsonDocument.Parse(change.Data);
        return json.RootElement.GetProperty("cluster").GetString();
    }

    private static void EqualsList(ReadModel list, ReadModel folded)
    {
        Assert.Equal(list.Revision, folded.Revision);
        Assert.Equal(list.Calls.Values.Select(c => c.View), folded.Calls.Values.Select(c => c.View));
        Assert.Equal(list.Calls.Values.SelectMany(c => c.Participants.Values), folded.Calls.Values.SelectMany(c => c.Participants.Values));
    }
}
