using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.Support;

/// <summary>One DevTools connection: calls with answers, and events.</summary>
internal sealed class DevTools : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private int _last;

    public event Action<string, JsonNode>? Told;

    public static async Task<DevTools> ConnectAsync(Uri url)
    {
        var tools = new DevTools();
        using var limit = new CancellationTokenSource(Limit);
        await tools._socket.ConnectAsync(url, limit.Token);
        _ = Task.Run(tools.ReadAsync);
        return tools;
    }

    public async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _calls[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.WaitAsync(Limit);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, received.Count);
                if (received.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.ToArray())!);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            foreach (var call in _calls.Values)
            {
                call.TrySetException(new InvalidOperationException("The browser is gone.", e));
            }
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id)
        {
            if (_calls.TryRemove((int)id, out var call))
            {
                if (message["error"] is { } error)
                {
                    call.TrySetException(new InvalidOperationException(error.ToJsonString()));
                }
                else
                {
                    call.TrySetResult(message["result"]!);
                }
            }
        }
        else
        {
            Told?.Invoke(message["method"]!.ToString(), message["params"]!);
        }
    }
}
