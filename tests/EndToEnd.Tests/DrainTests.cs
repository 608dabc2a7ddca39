using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using CmsOrchestrator.EndToEnd.Tests.Configuration;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>The program is told to stop, by either of the two signals that say so.</summary>
public sealed class DrainTests : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    // Whoever starts the tests may ignore Ctrl-C, and what ignores it at its start is never told.
    private static readonly string[] WithCtrlC = ["env", "--default-signal=INT"];

    private readonly SiteFiles _files = new();
    private readonly ConcurrentQueue<string> _farewells = new();

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public async Task Sockets_are_closed_with_1000_everything_is_there_again_and_the_exit_code_is_0(int signal)
    {
        await using var one = await FakeCallBridge.StartAsync(socket => TalkAsync(socket, "c982b7fd-3a5e-4d3c-9f0b-2f4a5c7e1d10"));
        await using var other = await FakeCallBridge.StartAsync(socket => TalkAsync(socket, "c982b7fd-3a5e-4d3c-9f0b-2f4a5c7e1d11"));
        string[] arguments = ["run", "--config", _files.Add("site.json", Site(one, other)), "--urls", OrchestratorProcess.FreeUrl()];

        IReadOnlyList<string> before = [];
        await using (var program = OrchestratorProcess.StartBy(WithCtrlC, arguments))
        {
            await program.ReadyAsync();
            await Eventually.NoDifferenceAsync(async () => (before = await CallsAsync(program)).Count == 2 ? null : $"{before.Count} calls");
            Assert.Equal(0, await program.EndAsync(signal));
        }

        Assert.Equal(["close 1000", "close 1000"], _farewells);

        await using var again = OrchestratorProcess.Start(arguments);
        await again.ReadyAsync();
        Assert.Equal(before, await CallsAsync(again));
    }

    public void Dispose() => _files.Dispose();

    private static async Task<IReadOnlyList<string>> CallsAsync(OrchestratorProcess program) =>
    [
        .. JsonNode.Parse(await program.Http.GetStringAsync("/api/v1/calls"))!["items"]!.AsArray().Select(call => call!["id"]!.ToString()),
    ];

    /// <summary>Has one call, acknowledges whatever is asked for, and notes how the client takes its leave.</summary>
    private async Task TalkAsync(WebSocket socket, string call)
    {
        var (said, isTold) = (0, false);
        while (await FakeCallBridge.ReadAsync(socket) is var text && !text.StartsWith("close", StringComparison.Ordinal))
        {
            if (JsonNode.Parse(text)!["message"] is not { } request)
            {
                continue;
            }

            await FakeCallBridge.SayAsync(
                socket, $$"""{ "type": "messageAck", "messageAck": { "messageId": {{request["messageId"]}}, "status": "success" } }""");
            if (!isTold)
            {
                isTold = true;
                var index = request["subscriptions"]![0]!["index"];
                await SayAsync($$"""
                    "type": "subscriptionUpdate", "subscriptions": [ { "index": {{index}}, "state": "active" } ]
                    """);
                await SayAsync($$"""
                    "type": "callListUpdate", "subscriptionIndex": {{index}}, "updates": [ { "call": "{{call}}", "updateType": "add", "name": "a" } ]
                    """);
            }
        }

        _farewells.Enqueue($"close {(int)socket.CloseStatus!}");
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Task SayAsync(string content) =>
            FakeCallBridge.SayAsync(socket, $$"""{ "type": "message", "message": { "messageId": {{++said}}, {{content}} } }""");
    }

    private string Site(FakeCallBridge one, FakeCallBridge other) => new JsonObject
    {
        ["Orchestrator"] = new JsonObject
        {
            ["DataDirectory"] = _files.PathOf("data"),
            ["Clusters"] = new JsonObject
            {
                ["emea"] = new JsonObject { ["CallBridges"] = new JsonObject { ["lon1"] = Bridge(one), ["fra1"] = Bridge(other) } },
            },
        },
    }.ToJsonString();

    private static JsonObject Bridge(FakeCallBridge bridge) => new() { ["Url"] = bridge.Url, ["Username"] = "events", ["Password"] = "pa55-word" };
}
