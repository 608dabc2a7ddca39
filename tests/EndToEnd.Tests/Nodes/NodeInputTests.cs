using System.Text.Json.Nodes;
using CmsOrchestrator.Support;
using Npgsql;

namespace CmsOrchestrator.EndToEnd.Tests.Nodes;

/// <summary>What is wrong with one node is a clear line, or a clear state, and harms no other: real processes.</summary>
[NeedsPostgreSql]
public sealed class NodeInputTests
{
    [StorageFact]
    public async Task A_seed_that_is_not_there_keeps_nobody_from_the_others_and_who_finds_none_says_what_it_waits_for()
    {
        await using var site = await NodeSite.StartAsync();
        var nowhere = new Uri(OrchestratorProcess.FreeUrl()).Authority;
        var first = site.Start(0, change: Seeds(site.NameOf(0), nowhere));
        var second = site.Start(1, change: Seeds(nowhere, site.NameOf(0)));
        var alone = site.Start(2, change: Seeds(nowhere));
        await first.ReadyAsync();
        await second.ReadyAsync();
        await LoggedAsync(alone, $"Joins the nodes {nowhere} as {site.NameOf(2)}");

        await NodeSite.NodesAsync(first, nodes => nodes.Count == 2 && nodes.Values.All(node => node.State == "up"));
        Assert.Contains("joining the other nodes", await alone.WaitsForAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await alone.TerminateAsync());
    }

    [StorageFact]
    public async Task A_node_with_a_certificate_that_is_not_trusted_says_so_and_is_none_of_the_others()
    {
        await using var site = await NodeSite.StartAsync();
        var first = site.Start(0, change: Secured("site"));
        await first.ReadyAsync();

        var stranger = site.Start(1, change: Secured("stranger"));
        await LoggedAsync(stranger, "is refused: its certificate (");

        Assert.Contains("joining the other nodes", await WaitsForAsync(stranger), StringComparison.Ordinal);
        await NodeSite.NodesAsync(first, nodes => nodes.Count == 1 && nodes[site.NameOf(0)] is { State: "up", Clusters.Length: 3 });

        Action<JsonNode> Secured(string name) => orchestrator => orchestrator["Node"]!["Certificate"] = site.Certificate(name);
    }

    [StorageFact]
    public async Task A_node_on_SQLite_and_a_node_of_an_older_version_are_one_line_each()
    {
        await using var site = await NodeSite.StartAsync();
        var first = site.Start(0);
        await first.ReadyAsync();

        var onFiles = site.Start(1, change: orchestrator => orchestrator["Storage"]!["Provider"] = "Sqlite");
        Assert.Equal(2, await onFiles.EndAsync());
        Assert.Contains("Orchestrator:Storage:Provider must be PostgreSql", onFiles.Log, StringComparison.Ordinal);

        TestPostgreSql.Shared.Execute(new NpgsqlConnectionStringBuilder(site.Database).Database!, "UPDATE schema_version SET version = version + 1");
        var older = site.Start(1);
        Assert.Equal(1, await older.EndAsync());
        Assert.Contains("was written by a newer version of the program", OneLine(older), StringComparison.Ordinal);
        await NodeSite.NodesAsync(first, nodes => nodes.Count == 1 && nodes[site.NameOf(0)] is { State: "up", Clusters.Length: 3 });
    }

    [ClockFact]
    public async Task Nodes_whose_clocks_are_an_hour_off_harm_no_other_and_show_what_it_shows()
    {
        await using var site = await NodeSite.StartAsync();
        var right = site.Start(0);
        await right.ReadyAsync();
        OrchestratorProcess[] nodes = [right, site.Start(1, launcher: Clock.OffBy("+1h")), site.Start(2, launcher: Clock.OffBy("-1h"))];
        foreach (var node in nodes)
        {
            await node.ReadyAsync();
        }

        await NodeSite.NodesAsync(right, found => found.Count == 3 && found.Values.All(node => node.State == "up" && node.Clusters.Length == 1));
        await site.MeetAsync(right);
        foreach (var node in nodes)
        {
            await site.TruthAsync(node);
        }

        // Who has a CMS cluster from a node with a wrong clock goes on with it.
        await nodes[1].TerminateAsync();
        await nodes[2].TerminateAsync();
        await NodeSite.NodesAsync(right, found => found[site.NameOf(0)].Clusters.Length == 3);
        await site.TruthAsync(right);
    }

    // It may not listen yet.
    private static async Task<string> WaitsForAsync(OrchestratorProcess node)
    {
        for (var left = 100; ; left--)
        {
            try
            {
                return await node.WaitsForAsync();
            }
            catch (HttpRequestException) when (left > 0)
            {
                await Task.Delay(100);
            }
        }
    }

    private static string OneLine(OrchestratorProcess node) => Assert.Single(node.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private static Task LoggedAsync(OrchestratorProcess node, string text) => Eventually.NoDifferenceAsync(
        () => node.Log.Contains(text, StringComparison.Ordinal) ? null : $"{text} is not in the log:\n{node.Log}");

    private static Action<JsonNode> Seeds(params string[] seeds) => orchestrator =>
        orchestrator["Node"]!["Seeds"] = new JsonArray([.. seeds.Select(seed => (JsonNode)seed)]);
}
