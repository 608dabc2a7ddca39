using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>A Call Bridge that gives out tokens, acknowledges and activates as it should, and otherwise tells whatever a test makes up.</summary>
internal sealed class HostileBridge : IAsyncDisposable
{
    public const string Name = "hostile1";
    private readonly CancellationTokenSource _stop = new();
    private readonly ScriptedBridge _bridge;
    private readonly Task _accepting;
    private volatile Connection? _newest;
    private Connection? _given;

    private HostileBridge(ScriptedBridge bridge)
    {
        _bridge = bridge;
        _accepting = AcceptAsync();
    }

    public CallBridgeSettings Settings => _bridge.AsCluster("any", Name).CallBridges.Values.Single();

    public static async Task<HostileBridge> StartAsync() => new(await ScriptedBridge.StartAsync());

    /// <summary>The newest connection, once its list of calls is asked for; another one each time.</summary>
    public async Task<Connection> ConnectedAsync()
    {
        Connection? newest = null;
        await Eventually.TrueAsync(
            () => (newest = _newest) is { IsAsked: true, IsOver: false } && newest != _given, "the list of calls is not asked for");
        return _given = newest!;
    }

    /// <summary>A call's GUID.</summary>
    public static string Call(int number) => $"ca110000-0000-4000-8000-{number:x12}";

    public static string Person(int number) => $"9e750000-0000-4000-8000-{number:x12}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await _bridge.DisposeAsync();
        _stop.Dispose();
    }

    // Each is served from its beginning, whether or not a test asks for it.
    private async Task AcceptAsync()
    {
        try
        {
            await foreach (var socket in _bridge.ConnectionsAsync(_stop.Token))
            {
                _newest = new Connection(socket);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    /// <summary>One connection of it. Messages are numbered as they are sent.</summary>
    internal sealed class Connection
    {
        private readonly ScriptedConnection _socket;
        private readonly ConcurrentDictionary<string, int> _indexes = new();
        private readonly SemaphoreSlim _sending = new(1, 1);
        private long _lastId;

        public Connection(ScriptedConnection socket)
        {
            _socket = socket;
            _ = Task.Run(ServeAsync);
        }

        /// <summary>The list of calls is asked for.</summary>
        public bool IsAsked => _indexes.ContainsKey("calls");

        /// <summary>Whether that is asked for anew, under another index than this one.</summary>
        public bool IsAskedAgain(string resource, int index) => _indexes.TryGetValue(resource, out var now) && now != index;

        /// <summary>The client has given it up.</summary>
        public bool IsOver => _socket.Finished.IsCompleted;

        /// <summary>The index of the list of calls, or of a call's roster, once it is active.</summary>
        public async Task<int> IndexAsync(string resource)
        {
            await Eventually.TrueAsync(() => _indexes.ContainsKey(resource), $"{resource} is not subscribed to");
            return _indexes[resource];
        }

        public async Task CallsAsync(IEnumerable<string> updates) => await TellAsync("callListUpdate", await IndexAsync("calls"), updates);

        public async Task RosterAsync(string call, IEnumerable<string> updates) =>
            await RosterAsync(await IndexAsync(call), updates);

        /// <summary>The same under an index, whether or not that is still asked for.</summary>
        public Task RosterAsync(int index, IEnumerable<string> updates) => TellAsync("rosterUpdate", index, updates);

        /// <summary>All rosters and call infos are in this state; the list is active.</summary>
        public Task StatesAsync(string state)
        {
            var states = _indexes.Select(i => $$"""{"index":{{i.Value}},"state":"{{(i.Key == "calls" ? "active" : state)}}"}""");
            return NumberedAsync($""" "type":"subscriptionUpdate","subscriptions":[{string.Join(',', states)}] """);
        }

        private Task TellAsync(string type, int index, IEnumerable<string> updates) =>
            NumberedAsync($""" "type":"{type}","subscriptionIndex":{index.ToString(CultureInfo.InvariantCulture)},"updates":[{string.Join(',', updates)}] """);

        private async Task NumberedAsync(string body)
        {
            await _sending.WaitAsync();
            try
            {
                await _socket.SendAsync($$$"""{"type":"message","message":{"messageId":{{{++_lastId}}},{{{body}}}}}""");
            }
            finally
            {
                _sending.Release();
            }
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var (id, subscriptions) = await _socket.RequestAsync();
                    await _sending.WaitAsync();
                    try
                    {
                        await _socket.SendAsync($$$"""{"type":"messageAck","messageAck":{"messageId":{{{id}}},"status":"success"}}""");
                    }
                    finally
                    {
                        _sending.Release();
                    }

                    var all = subscriptions.EnumerateArray().ToDictionary(Resource, s => s.GetProperty("index").GetInt32());
                    var isNew = all.Any(r => _indexes.GetValueOrDefault(r.Key, -1) != r.Value);
                    foreach (var given in _indexes.Keys.Where(k => !all.ContainsKey(k)))
                    {
                        _indexes.TryRemove(given, out _);
                    }

                    foreach (var (resource, index) in all)
                    {
                        _indexes[resource] = index;
                    }

                    if (isNew)
                    {
                        await StatesAsync("active");
                    }
                }
            }
            catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or OperationCanceledException or ObjectDisposedException or JsonException)
            {
                // The client is gone, or the test is over.
                _socket.Finish();
            }
        }

        // Rosters by their call; call infos are active, and tell nothing.
        private static string Resource(JsonElement subscription) => subscription.GetProperty("type").GetString() switch
        {
            "calls" => "calls",
            "callRoster" => subscription.GetProperty("call").GetString()!,
            var type => $"{type} {subscription.GetProperty("call").GetString()}",
        };
    }
}
