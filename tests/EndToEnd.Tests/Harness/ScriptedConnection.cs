using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>One event connection of a <see cref="ScriptedBridge"/>: sends texts, and takes what the client sends.</summary>
internal sealed class ScriptedConnection(WebSocket socket)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<JsonElement> _acks = new();
    private readonly Queue<JsonElement> _requests = new();

    public Task Finished => _finished.Task;

    public async Task SendAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
    }

    /// <summary>The next subscribeRequest: its number, and its list.</summary>
    public async Task<(long Id, JsonElement Subscriptions)> RequestAsync()
    {
        var message = (await NextAsync(_requests)).GetProperty("message");
        Assert.Equal("subscribeRequest", message.GetProperty("type").GetString());
        return (message.GetProperty("messageId").GetInt64(), message.GetProperty("subscriptions"));
    }

    /// <summary>The next ack of the client, which must be of that message.</summary>
    public async Task AckedAsync(long messageId)
    {
        var ack = (await NextAsync(_acks)).GetProperty("messageAck");
        Assert.Equal((messageId, "success"), (ack.GetProperty("messageId").GetInt64(), ack.GetProperty("status").GetString()));
    }

    /// <summary>Acknowledges, as every server does, whatever the client asks for again, until the test is over.</summary>
    public void AcknowledgeTheRest() => _ = Task.Run(async () =>
    {
        while (true)
        {
            var (id, _) = await RequestAsync();
            await SendAsync($$$"""{ "type" : "messageAck", "messageAck" : { "messageId" : {{{id}}}, "status" : "success" } }""");
        }
    });

    public void Finish() => _finished.TrySetResult();

    private async Task<JsonElement> NextAsync(Queue<JsonElement> queue)
    {
        while (queue.Count == 0)
        {
            var message = await ReceiveAsync();
            (message.GetProperty("type").GetString() == "messageAck" ? _acks : _requests).Enqueue(message);
        }

        return queue.Dequeue();
    }

    private async Task<JsonElement> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
        Assert.Equal(WebSocketMessageType.Text, received.MessageType);
        Assert.True(received.EndOfMessage, "A message is one frame.");
        return JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement;
    }
}
