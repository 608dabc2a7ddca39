using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>The program over TLS, with three clusters of four bridges and a minute of seeded traffic, ended in both ways.</summary>
public sealed class RestartTests
{
    private static readonly TimeSpan TrafficTime = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_view_equals_the_truth_after_a_minute_after_SIGTERM_and_after_kill_9()
    {
        using var directory = new TestDirectory();
        await using var site = await SimulatedDeployment.StartAsync(
            new SimulatedDeploymentOptions { Clusters = 3, BridgesPerCluster = 4, UseHttps = true, Seed = 42 });
        await using var traffic = new DeploymentTraffic(site, new TrafficOptions { Calls = 8, Rate = 8, Seed = 42 });

        var before = await RunAsync(directory, site, async program =>
        {
            traffic.Start();
            await Task.Delay(TrafficTime);
            await traffic.StopAsync();
            var view = await EqualsTruthAsync(program, site);
            Assert.Equal(0, await program.TerminateAsync());
            return view;
        });

        before = await RunAsync(directory, site, async program =>
        {
            var view = await EqualsTruthAsync(program, site);
            Assert.Equal(before.Calls.Keys, view.Calls.Keys);
            Assert.True(view.Revision > before.Revision, "A revision was used twice.");
            traffic.Start();
            await Eventually.NoDifferenceAsync(async () => (await program.ViewAsync()).Revision > view.Revision + 300 ? null : "no traffic");
            await program.KillAsync();
            await traffic.StopAsync();
            return view;
        });

        await RunAsync(directory, site, async program =>
        {
            var view = await EqualsTruthAsync(program, site);
            Assert.True(view.Revision > before.Revision, "A revision was used twice.");
            foreach (var (id, call) in before.Calls)
            {
                var guids = call.View.Instances.Select(i => i.Call).ToHashSet();
                var after = view.Calls.Values.SingleOrDefault(c => c.View.Instances.Any(i => guids.Contains(i.Call)));
                Assert.True(after is null || after.View.Id == id, $"call {id} came back as {after?.View.Id}");
            }

            return view;
        });
        Assert.Empty(site.Breaches.ToImmutableArray());
    }

    private static async Task<Model.Views.ReadModel> RunAsync(
        TestDirectory directory, SimulatedDeployment site, Func<OrchestratorProcess, Task<Model.Views.ReadModel>> body)
    {
        await using var program = await OrchestratorProcess.RunAsync(directory.Path, site);
        try
        {
            return await body(program);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Assert.Fail($"{e.Message}\nThe program's log:\n{program.Log}");
            throw;
        }
    }

    private static async Task<Model.Views.ReadModel> EqualsTruthAsync(OrchestratorProcess program, SimulatedDeployment site)
    {
        var view = Model.Views.ReadModel.Empty;
        await Eventually.NoDifferenceAsync(async () => TruthComparison.Difference(site, view = await program.ViewAsync()));
        return view;
    }
}
