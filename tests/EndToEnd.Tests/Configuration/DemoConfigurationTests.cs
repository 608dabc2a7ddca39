using System.Globalization;
using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

/// <summary>The configuration of the running demo is edited, where the demo says that it is.</summary>
public sealed class DemoConfigurationTests
{
    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public async Task An_edit_adds_a_bridge_changes_a_password_and_removes_a_cluster_and_no_other_socket_closes()
    {
        await using var program = OrchestratorProcess.Start("demo", "--calls", "5", "--urls", OrchestratorProcess.FreeUrl());
        await program.ReadyAsync();
        var file = await ConfigurationFileAsync(program);
        var text = await File.ReadAllTextAsync(file);
        var configured = JsonNode.Parse(text, documentOptions: Commented)!;
        Assert.Equal(["emea", "amer"], Clusters(configured).Select(cluster => cluster.Key));
        await Eventually.NoDifferenceAsync(async () =>
            await StatesAsync(program) is var states && states.Values.Count(state => state == "connected") == 6 ? null : string.Join(' ', states));
        var before = await SocketsAsync(configured);

        // What a person does: takes the marks of a comment away, types a password, cuts a cluster out.
        var edited = JsonNode.Parse(WithoutCommentMarks(text))!;
        Assert.Equal(["dub1", "lon1", "fra1", "par1"], Bridges(edited, "emea").Select(bridge => bridge.Key));
        Bridges(edited, "emea")["lon1"]!["Password"] = "not the right one";
        Clusters(edited).Remove("amer");
        await File.WriteAllTextAsync(file, edited.ToJsonString());
        await UntilAsync(program, "emea/dub1 connected, emea/fra1 connected, emea/lon1 unauthorized, emea/par1 connected");
        await Eventually.NoDifferenceAsync(() =>
            Open(configured, "amer").Concat(Open(configured, "emea", "lon1")).ToList() is { Count: > 0 } open ? string.Join(", ", open) : null);
        await Eventually.NoDifferenceAsync(async () => (int)(await BridgeAsync(program, "dub1"))["calls"]! > 0 ? null : "no call comes to the new bridge");

        Bridges(edited, "emea")["lon1"]!["Password"] = Bridges(configured, "emea")["lon1"]!["Password"]!.ToString();
        await File.WriteAllTextAsync(file, edited.ToJsonString());
        await UntilAsync(program, "emea/dub1 connected, emea/fra1 connected, emea/lon1 connected, emea/par1 connected");
        foreach (var name in new[] { "fra1", "par1" })
        {
            Assert.Equal(before[$"emea/{name}"], Open(configured, "emea", name)); // the very same sockets, from port to port
            Assert.Equal("0", (await BridgeAsync(program, name))["reconnects"]!.ToString());
        }
    }

    private static async Task<string> ConfigurationFileAsync(OrchestratorProcess program)
    {
        string? file = null;
        await Eventually.TrueAsync(
            () => (file = program.Log.Split('\n').FirstOrDefault(line => line.Contains(" configuration ", StringComparison.Ordinal) && line.Contains(".json", StringComparison.Ordinal))) is not null,
            "it does not say where its configuration is");
        return file!.Split("configuration", StringSplitOptions.TrimEntries)[1];
    }

    private static string WithoutCommentMarks(string text) =>
        text.Replace("/*", "", StringComparison.Ordinal).Replace("*/", "", StringComparison.Ordinal);

    private static JsonObject Clusters(JsonNode configuration) => configuration["Orchestrator"]!["Clusters"]!.AsObject();

    private static JsonObject Bridges(JsonNode configuration, string cluster) => Clusters(configuration)[cluster]!["CallBridges"]!.AsObject();

    private static async Task<JsonNode> BridgeAsync(OrchestratorProcess program, string name) =>
        JsonNode.Parse(await program.Http.GetStringAsync($"/api/v1/callBridges/emea/{name}"))!;

    private static async Task<SortedDictionary<string, string>> StatesAsync(OrchestratorProcess program) => new(
        JsonNode.Parse(await program.Http.GetStringAsync("/api/v1/callBridges"))!["items"]!.AsArray()
            .ToDictionary(bridge => $"{bridge!["cluster"]}/{bridge["name"]}", bridge => bridge!["state"]!.ToString()), StringComparer.Ordinal);

    private static Task UntilAsync(OrchestratorProcess program, string wanted) => Eventually.NoDifferenceAsync(async () =>
        string.Join(", ", (await StatesAsync(program)).Select(bridge => $"{bridge.Key} {bridge.Value}")) is var found && found == wanted ? null : found);

    /// <summary>The sockets to each bridge, once there is one to each and whatever asked for tokens is gone.</summary>
    private static async Task<Dictionary<string, string[]>> SocketsAsync(JsonNode configuration)
    {
        Dictionary<string, string[]> sockets = [];
        await Eventually.NoDifferenceAsync(() =>
        {
            sockets = Clusters(configuration).SelectMany(cluster => Bridges(configuration, cluster.Key).Select(bridge => (Cluster: cluster.Key, Bridge: bridge.Key)))
                .ToDictionary(at => $"{at.Cluster}/{at.Bridge}", at => Open(configuration, at.Cluster, at.Bridge));
            return sockets.Values.All(open => open.Length == 1) ? null : string.Join(' ', sockets.Select(s => $"{s.Key}: {s.Value.Length}"));
        });
        return sockets;
    }

    /// <summary>The open sockets to a cluster's bridges, or to one of them, by the ports of their ends.</summary>
    private static string[] Open(JsonNode configuration, string cluster, string? name = null)
    {
        var ports = Bridges(configuration, cluster).Where(bridge => name is null || bridge.Key == name)
            .Select(bridge => new Uri(bridge.Value!["Url"]!.ToString()).Port).ToHashSet();
        return
        [
            .. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
                .Where(socket => socket.State == TcpState.Established && ports.Contains(socket.RemoteEndPoint.Port))
                .Select(socket => string.Create(CultureInfo.InvariantCulture, $"{socket.LocalEndPoint.Port} to {socket.RemoteEndPoint.Port}"))
                .Order(StringComparer.Ordinal),
        ];
    }
}
