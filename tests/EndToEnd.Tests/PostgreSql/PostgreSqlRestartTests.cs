using CmsOrchestrator.Simulator;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.EndToEnd.Tests.PostgreSql;

/// <summary>The program itself on PostgreSQL: traffic, a server that is restarted under it, SIGTERM, <c>kill -9</c>.</summary>
[NeedsPostgreSql]
public sealed class PostgreSqlRestartTests
{
    [StorageFact]
    public async Task The_view_equals_the_truth_whatever_was_ended_and_started_again()
    {
        using var directory = new TestDirectory();
        using var server = TestPostgreSql.Start();
        var database = server.CreateDatabase();
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { Clusters = 2, BridgesPerCluster = 3, Seed = 7 });
        await using var traffic = new DeploymentTraffic(site, new TrafficOptions { Calls = 8, Rate = 8, Seed = 7 });

        await using (var program = await OrchestratorProcess.RunAsync(directory.Path, site, database))
        {
            traffic.Start();
            await ProgressAsync(program, 200);
            server.Kill();
            await Eventually.NoDifferenceAsync(async () => (await ReadyAsync(program)).StartsWith("503", StringComparison.Ordinal) ? null : "it is ready");
            Assert.DoesNotContain(TestPostgreSql.Password, await ReadyAsync(program), StringComparison.Ordinal);
            server.StartAgain();
            await program.ReadyAsync();
            await ProgressAsync(program, 200);
            await traffic.StopAsync();
            await EqualsTruthAsync(program, site);
            Assert.Equal(0, await program.TerminateAsync());
            Assert.DoesNotContain(TestPostgreSql.Password, program.Log, StringComparison.Ordinal);
        }

        await using (var program = await OrchestratorProcess.RunAsync(directory.Path, site, database))
        {
            await EqualsTruthAsync(program, site);
            traffic.Start();
            await ProgressAsync(program, 200);
            await program.KillAsync();
        }

        await using (var program = await OrchestratorProcess.RunAsync(directory.Path, site, database))
        {
            await traffic.StopAsync();
            await EqualsTruthAsync(program, site);
            Assert.False(Directory.Exists(Path.Combine(directory.Path, "data")), "There is a data directory that nobody needs.");
        }

        Assert.Empty(site.Breaches.ToImmutableArray());
    }

    private static async Task ProgressAsync(OrchestratorProcess program, int changes)
    {
        var revision = (await program.ViewAsync()).Revision;
        await Eventually.NoDifferenceAsync(async () => (await program.ViewAsync()).Revision > revision + changes ? null : "no traffic");
    }

    private static async Task EqualsTruthAsync(OrchestratorProcess program, SimulatedDeployment site) =>
        await Eventually.NoDifferenceAsync(async () => TruthComparison.Difference(site, await program.ViewAsync()) is { } difference ? $"{difference}\n{program.Log}" : null);

    private static async Task<string> ReadyAsync(OrchestratorProcess program)
    {
        using var answer = await program.Http.GetAsync("/healthz/ready");
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
