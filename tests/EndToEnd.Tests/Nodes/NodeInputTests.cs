using System.Text.Json.Nodes;
using CmsOrchestrator.Support;
using Npgsql;

namespace CmsOrchestrator.EndToEnd.Tests.Nodes;

/// <summary>What is wrong with one node is a clear line, or a clear state, and harms no other: real processes.</summary>
[NeedsPostgreSql]
public sealed class NodeInputTests
{
    [StorageFact(Tool = "faketime")]
    public async Task A_node_whose_clock_is_an_hour_off_is_said_to_be_and_works_with_the_others()
    {
        await using var site = await NodeSite.StartAsync();
        var first = site.Start(0);
        await first.ReadyAsync();
        var ahead = site.Start(1, launcher: AnHourAhead());
        await ahead.ReadyAsync();
        await LoggedAsync(first, $"The clock of node {site.NameOf(1)} is 3");
        await LoggedAsync(ahead, $"The clock of node {site.NameOf(0)} is -3");
        await site.MeetAsync(first);
        await NodeSite.NodesAsync(first, nodes => nodes.Count == 2 && nodes.Values.All(node => node is { State: "up", Clusters.Length: > 0 }));

        var before = await site.TruthAsync(first);
        Assert.Equal(before.Calls.Keys, (await site.TruthAsync(ahead)).Calls.Keys);

        // Both ways: to the one that is ahead, and back.
        Assert.Equal(0, await first.TerminateAsync());
        await NodeSite.NodesAsync(ahead, nodes => nodes.Count == 1 && nodes[site.NameOf(1)].Clusters.Length == 3);
        Assert.Equal(before.Calls.Keys, (await site.TruthAsync(ahead)).Calls.Keys);
        var again = site.Start(0);
        await again.ReadyAsync();
        Assert.Equal(0, await ahead.TerminateAsync());
        await NodeSite.NodesAsync(again, nodes => nodes.Count == 1 && nodes[site.NameOf(0)].Clusters.Length == 3);
        Assert.Equal(before.Calls.Keys, (await site.TruthAsync(again)).Calls.Keys);
    }

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

        Assert.Contains("joining the other nodes", await stranger.WaitsForAsync(), StringComparison.Ordinal);
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

    private static string OneLine(OrchestratorProcess node) => Assert.Single(node.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private static Task LoggedAsync(OrchestratorProcess node, string text) => Eventually.NoDifferenceAsync(
        () => node.Log.Contains(text, StringComparison.Ordinal) ? null : $"{text} is not in the log:\n{node.Log}");

    private static Action<JsonNode> Seeds(params string[] seeds) => orchestrator =>
        orchestrator["Node"]!["Seeds"] = new JsonArray([.. seeds.Select(seed => (JsonNode)seed)]);

    // The steady clock stays: it is not set when a machine's clock is.
    private static string[] AnHourAhead()
    {
        var library = Directory.GetDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).First(File.Exists);
        return ["env", $"LD_PRELOAD={library}", "FAKETIME=+3600", "FAKETIME_DONT_FAKE_MONOTONIC=1"];
    }
}
