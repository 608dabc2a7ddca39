using System.Text.Json.Nodes;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

/// <summary>The files of the running program are edited.</summary>
public sealed class LiveConfigurationTests : IDisposable
{
    private readonly SiteFiles _files = new();

    [Fact]
    public async Task An_edit_adds_a_bridge_changes_a_password_and_removes_a_cluster_and_no_other_socket_closes()
    {
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { Clusters = 2, BridgesPerCluster = 3 });
        var (kept, other) = (site.Clusters[0], site.Clusters[1]);
        var config = Site(Cluster(kept, kept.Bridges[0], kept.Bridges[1]), Cluster(other, [.. other.Bridges]));
        Bridges(config, kept)[kept.Bridges[1].Name]!["Password"] = "not yet the right one";
        await using var program = await StartAsync(config);
        await UntilAsync(program, kept.Bridges[0], "connected");
        await UntilAsync(program, kept.Bridges[1], "unauthorized");
        await UntilAsync(program, other.Bridges[0], "connected");
        var before = await BridgeAsync(program, kept.Bridges[0]);

        Bridges(config, kept)[kept.Bridges[1].Name]!["Password"] = kept.Bridges[1].Password;
        Bridges(config, kept)[kept.Bridges[2].Name] = Bridge(kept.Bridges[2]);
        config["Orchestrator"]!["Clusters"]!.AsObject().Remove(other.Name);
        Save(config);
        await UntilAsync(program, kept.Bridges[1], "connected");
        await UntilAsync(program, kept.Bridges[2], "connected");
        await UntilAsync(program, other.Bridges[0], null);
        await Eventually.TrueAsync(() => other.Bridges.All(b => b.ConnectionCount == 0), "a removed bridge is still connected");

        var after = await BridgeAsync(program, kept.Bridges[0]);
        Assert.Equal(before!["since"]!.ToString(), after!["since"]!.ToString());
        Assert.Equal("0", after["reconnects"]!.ToString());
        Assert.Single(kept.Bridges[0].Tokens); // one token, one connection, from the start
    }

    [Fact]
    public async Task A_bridge_that_leaves_the_configuration_is_told_as_stopped_and_is_no_longer_listed()
    {
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 2 });
        var (kept, gone) = (site.Clusters[0].Bridges[0], site.Clusters[0].Bridges[1]);
        var config = Site(Cluster(site.Clusters[0], kept, gone));
        await using var program = await StartAsync(config);
        await UntilAsync(program, gone, "connected");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var stream = new StreamReader(await program.Http.GetStreamAsync(
            new Uri($"/api/v1/events?type=callBridge.updated&callBridge={gone.Name}", UriKind.Relative), limit.Token));

        Bridges(config, site.Clusters[0]).Remove(gone.Name);
        Save(config);

        string? line;
        do
        {
            Assert.NotNull(line = await stream.ReadLineAsync(limit.Token));
        }
        while (!line.Contains("\"state\":\"stopped\"", StringComparison.Ordinal));

        await UntilAsync(program, gone, null);
        await UntilAsync(program, kept, "connected");
    }

    [Fact]
    public async Task A_bad_edit_is_refused_as_a_whole_with_every_reason_and_the_one_before_stays_in_force()
    {
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 2 });
        var cluster = site.Clusters[0];
        var config = Site(Cluster(cluster, cluster.Bridges[0]));
        await using var program = await StartAsync(config);
        await UntilAsync(program, cluster.Bridges[0], "connected");

        var bad = config.DeepClone().AsObject();
        Bridges(bad, cluster)[cluster.Bridges[1].Name] = Bridge(cluster.Bridges[1]);
        Bridges(bad, cluster)["third"] = new JsonObject { ["Url"] = "ftp://nowhere", ["Username"] = "events" };
        bad["Orchestrator"]!["HandoverTime"] = "soon";
        Save(bad);
        await LoggedAsync(program, "the one before stays in force");
        await LoggedAsync(program, $"Orchestrator:Clusters:{cluster.Name}:CallBridges:third:Url");
        await LoggedAsync(program, "Orchestrator:HandoverTime");
        Assert.Null(await BridgeAsync(program, cluster.Bridges[1]));

        await File.WriteAllTextAsync(_files.PathOf("site.json"), "{ \"Orchestrator\": ");
        await LoggedAsync(program, "not valid JSON");
        await UntilAsync(program, cluster.Bridges[0], "connected");
    }

    [Fact]
    public async Task A_password_in_a_file_is_read_anew_for_every_token()
    {
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 1 });
        var bridge = site.Clusters[0].Bridges[0];
        _files.Add("password", "an old one\n");
        var config = Site(Cluster(site.Clusters[0], bridge));
        var settings = Bridges(config, site.Clusters[0])[bridge.Name]!.AsObject();
        settings.Remove("Password");
        settings["PasswordFile"] = "password";
        await using var program = await StartAsync(config);
        await UntilAsync(program, bridge, "unauthorized");
        _files.Add("password", bridge.Password + "\n");
        await UntilAsync(program, bridge, "connected");
    }

    [Fact]
    public async Task What_comes_into_force_at_the_next_start_only_is_said()
    {
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 1 });
        var config = Site(Cluster(site.Clusters[0], site.Clusters[0].Bridges[0]));
        await using var program = await StartAsync(config);
        config["Orchestrator"]!["HandoverTime"] = "00:00:07";
        Save(config);
        await LoggedAsync(program, "Orchestrator:HandoverTime has changed, and comes into force at the next start");
    }

    public void Dispose() => _files.Dispose();

    private static async Task<JsonNode?> BridgeAsync(OrchestratorProcess program, SimulatedCallBridge bridge)
    {
        using var answer = await program.Http.GetAsync($"/api/v1/callBridges/{bridge.Cluster.Name}/{bridge.Name}");
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }

    private static Task UntilAsync(OrchestratorProcess program, SimulatedCallBridge bridge, string? state) => Eventually.NoDifferenceAsync(async () =>
        (await BridgeAsync(program, bridge))?["state"]?.ToString() is var found && found == state ? null : $"{bridge} is {found}, not {state}");

    private static Task LoggedAsync(OrchestratorProcess program, string text) => Eventually.NoDifferenceAsync(
        () => program.Log.Contains(text, StringComparison.Ordinal) ? null : $"{text} is not in the log:\n{program.Log}");

    private static JsonObject Bridges(JsonObject config, SimulatedCluster cluster) =>
        config["Orchestrator"]!["Clusters"]![cluster.Name]!["CallBridges"]!.AsObject();

    private static KeyValuePair<string, JsonNode?> Cluster(SimulatedCluster cluster, params SimulatedCallBridge[] bridges) => new(
        cluster.Name,
        new JsonObject { ["CallBridges"] = new JsonObject(bridges.Select(b => KeyValuePair.Create(b.Name, (JsonNode?)Bridge(b)))) });

    private static JsonObject Bridge(SimulatedCallBridge bridge) => new()
    {
        ["Url"] = bridge.Url.GetLeftPart(UriPartial.Authority), ["Username"] = bridge.Username, ["Password"] = bridge.Password,
    };

    private JsonObject Site(params KeyValuePair<string, JsonNode?>[] clusters) => new()
    {
        ["Orchestrator"] = new JsonObject
        {
            ["DataDirectory"] = _files.PathOf("data"),
            ["ReconnectMinTime"] = "00:00:00.100",
            ["ReconnectMaxTime"] = "00:00:01",
            ["Clusters"] = new JsonObject(clusters),
        },
    };

    private void Save(JsonObject config) => _files.Add("site.json", config.ToJsonString());

    private async Task<OrchestratorProcess> StartAsync(JsonObject config)
    {
        Save(config);
        var program = OrchestratorProcess.Start("run", "--config", _files.PathOf("site.json"), "--urls", OrchestratorProcess.FreeUrl());
        await program.ReadyAsync();
        return program;
    }
}
