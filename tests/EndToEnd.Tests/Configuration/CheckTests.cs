using System.Net.WebSockets;
using System.Text.Json.Nodes;
using CmsOrchestrator.Commands;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class CheckTests : IDisposable
{
    private const string TwoCalls = """
        { "type": "message", "message": { "messageId": 9, "type": "callListUpdate", "subscriptionIndex": 1, "updates": [
          { "call": "c982b7fd-3a5e-4d3c-9f0b-2f4a5c7e1d10", "updateType": "add", "name": "a" },
          { "call": "c982b7fd-3a5e-4d3c-9f0b-2f4a5c7e1d11", "updateType": "add", "name": "b" } ] } }
        """;

    private readonly SiteFiles _files = new();

    [Fact]
    public async Task A_good_bridge_is_fine_and_sees_a_token_one_subscription_and_a_normal_close()
    {
        var heard = new List<string>();
        await using var bridge = await FakeCallBridge.StartAsync(async socket =>
        {
            heard.Add(await FakeCallBridge.ReadAsync(socket));
            await FakeCallBridge.SayAsync(socket, """{ "type": "message", "message": { "messageId": 7, "type": "news" } }""");
            heard.Add(await FakeCallBridge.ReadAsync(socket));
            await FakeCallBridge.SayAsync(socket, FakeCallBridge.Ack);
            await FakeCallBridge.SayAsync(socket, FakeCallBridge.Active);
            heard.Add(await FakeCallBridge.ReadAsync(socket));
            await FakeCallBridge.SayAsync(socket, TwoCalls);
            heard.Add(await FakeCallBridge.ReadAsync(socket));
            heard.Add(await FakeCallBridge.ReadAsync(socket));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });

        var (code, output, error) = await CheckAsync(("lon1", bridge.Url));

        Assert.Equal((0, ""), (code, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("emea/lon1  fine: 2 calls, ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["DNS", "TCP", "token", "upgrade", "calls"], lines.Skip(1).Select(line => line.Trim().Split(' ')[0]));
        Assert.All(lines.Skip(1), line => Assert.EndsWith(" ms)", line, StringComparison.Ordinal));
        Assert.Equal("subscribeRequest", JsonNode.Parse(heard[0])!["message"]!["type"]!.GetValue<string>());
        Assert.Equal(7, JsonNode.Parse(heard[1])!["messageAck"]!["messageId"]!.GetValue<int>());
        Assert.Equal("close 1000", heard[^1]);
    }

    [Fact]
    public async Task Each_bridge_has_its_line_and_one_that_is_not_fine_is_enough()
    {
        await using var good = await FakeCallBridge.StartAsync(AcknowledgeAsync);
        await using var wrong = await FakeCallBridge.StartAsync(AcknowledgeAsync, tokenStatus: 401);
        await using var full = await FakeCallBridge.StartAsync(AcknowledgeAsync, upgradeStatus: 503);

        var (code, output, _) = await CheckAsync(("a", good.Url), ("b2", wrong.Url), ("c", full.Url));

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith(' ')).ToList();
        Assert.Equal(1, code);
        Assert.StartsWith("emea/a   fine: 0 calls", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("emea/b2  the Call Bridge does not accept the user name and password (401) -> ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("emea/c   the event socket was refused with 503", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Count);
    }

    [Theory]
    [InlineData("gibberish", "is not understood")]
    [InlineData("""{ "type": "messageAck", "messageAck": { "messageId": 1, "status": "no" } }""", "refuses a subscription")]
    [InlineData("close", "closed the event socket (1008)")]
    [InlineData("cut", "was cut")]
    [InlineData("ack", "was not active within 0.5 s")]
    [InlineData("", "was not acknowledged within 0.5 s")]
    public async Task What_a_socket_does_wrong_is_told(string answer, string part)
    {
        await using var bridge = await FakeCallBridge.StartAsync(async socket =>
        {
            await FakeCallBridge.ReadAsync(socket);
            switch (answer)
            {
                case "close":
                    await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, null, CancellationToken.None);
                    break;
                case "ack":
                    await FakeCallBridge.SayAsync(socket, FakeCallBridge.Ack);
                    break;
                case "cut":
                    socket.Abort();
                    return;
                case not "":
                    await FakeCallBridge.SayAsync(socket, answer);
                    break;
            }

            await AnythingAsync(socket);
        });

        var (code, output, _) = await CheckAsync(answer is "" or "ack" ? "00:00:00.5" : "00:00:15", ("lon1", bridge.Url));

        Assert.Equal(1, code);
        Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_is_told_who_vouches_for_it_and_how_long_it_is_good()
    {
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 1, UseHttps = true, Password = "pa55-word" });
        _files.Add("ca.pem", site.CaPem!);
        var url = site.Clusters[0].Bridges[0].Url.GetLeftPart(UriPartial.Authority);

        var (code, output, _) = await CheckAsync("00:00:15", "ca.pem", ("lon1", url));
        Assert.Equal(0, code);
        Assert.Matches(@"TLS +Tls1[23], certificate for .+, trusted by CaFile, good until \d{4}-\d\d-\d\d \(\d+ days\)", output);

        (code, output, _) = await CheckAsync("00:00:15", null, ("lon1", url));
        Assert.Equal(1, code);
        Assert.Matches("unknown CA .+SHA-256 [0-9A-F]{64}.+-> give the CA that issued it in CaFile", output);
    }

    [Theory]
    [InlineData("https://no-such-host.invalid:445", "cannot be resolved", "DNS")]
    [InlineData("https://127.0.0.1:1", "connection refused", "TCP")]
    public async Task It_stops_at_the_step_that_fails_and_says_what_to_do(string url, string part, string step)
    {
        var (code, output, _) = await CheckAsync(("lon1", url));
        Assert.Equal(1, code);
        Assert.Contains(part, output, StringComparison.Ordinal);
        Assert.Contains(" -> correct the ", output, StringComparison.Ordinal);
        Assert.StartsWith($"  {step}", output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    public void Dispose() => _files.Dispose();

    private static async Task AcknowledgeAsync(WebSocket socket)
    {
        await FakeCallBridge.ReadAsync(socket);
        await FakeCallBridge.SayAsync(socket, FakeCallBridge.Ack);
        await FakeCallBridge.SayAsync(socket, FakeCallBridge.Active);
        await AnythingAsync(socket);
        await AnythingAsync(socket);
    }

    /// <summary>Waits for whatever the client does next, its going away included.</summary>
    private static async Task AnythingAsync(WebSocket socket)
    {
        try
        {
            await FakeCallBridge.ReadAsync(socket);
        }
        catch (WebSocketException)
        {
            // It went without a word.
        }
    }

    private Task<(int Code, string Output, string Error)> CheckAsync(params (string Name, string Url)[] bridges) =>
        CheckAsync("00:00:15", bridges);

    private Task<(int Code, string Output, string Error)> CheckAsync(string livenessTime, params (string Name, string Url)[] bridges) =>
        CheckAsync(livenessTime, null, bridges);

    private async Task<(int Code, string Output, string Error)> CheckAsync(string livenessTime, string? caFile, params (string Name, string Url)[] bridges)
    {
        var named = bridges.Select(bridge => KeyValuePair.Create<string, JsonNode?>(
            bridge.Name, new JsonObject { ["Url"] = bridge.Url, ["Username"] = "events", ["Password"] = "pa55-word", ["CaFile"] = caFile }));
        var site = new JsonObject
        {
            ["Orchestrator"] = new JsonObject
            {
                ["LivenessTime"] = livenessTime,
                ["SnapshotQuietTime"] = "00:00:00.2",
                ["Clusters"] = new JsonObject { ["emea"] = new JsonObject { ["CallBridges"] = new JsonObject(named) } },
            },
        };
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await OrchestratorCommand.RunAsync(["check", "--config", _files.Add("site.json", site.ToJsonString())], output, error);
        Assert.DoesNotContain("pa55-word", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token-1", output.ToString(), StringComparison.Ordinal);
        return (code, output.ToString(), error.ToString());
    }
}
