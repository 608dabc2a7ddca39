using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CmsOrchestrator.Load.Clients;

/// <summary>
/// The yardstick: the least that a client in C# can do. It follows every conference of some bridges, keeps what it is told in a
/// dictionary and acknowledges it; it checks nothing, merges nothing, keeps nothing on a disk and shows nothing to anybody.
/// </summary>
internal static class BareClient
{
    private const string RosterElements =
        """["name","uri","state","direction","audioMuted","videoMuted","importance","layout","activeSpeaker","presenter","endpointRecording","canMove","canMoveToLobby","movedParticipant","movedParticipantCallBridge"]""";

    private const string CallElements =
        """["name","participants","distributedInstances","recording","streaming","endpointRecording","lockState","callType","callCorrelator"]""";

    /// <summary>Runs until the bridges are gone.</summary>
    public static Task RunAsync(IEnumerable<Uri> bridges) => Task.WhenAll(bridges.Select(FollowAsync));

    private static async Task FollowAsync(Uri bridge)
    {
        using var http = new HttpClient();
        using var asked = await http.PostAsync(new Uri(bridge, "/api/v1/authTokens"), null);
        var token = asked.Headers.GetValues("X-Cisco-CMS-Auth-Token").Single();
        using var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new Uri($"ws://{bridge.Authority}/events/v1?authToken={token}"), CancellationToken.None);
        var client = new Connection(socket);
        try
        {
            await client.RunAsync();
        }
        catch (WebSocketException)
        {
            // The bridge is gone.
        }
    }

    private sealed class Connection(ClientWebSocket socket)
    {
        private readonly Dictionary<(int Index, Guid Id), Dictionary<string, string?>> _entries = [];
        private readonly List<string> _subscriptions = [$$"""{"index":0,"type":"calls","elements":{{CallElements}}}"""];
        private int _asked;
        private int _requests;

        public async Task RunAsync()
        {
            await SubscribeAsync();
            var buffer = new byte[1 << 20];
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult got;
                do
                {
                    got = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += got.Count;
                }
                while (!got.EndOfMessage);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                if (Read(buffer.AsSpan(0, length)) is { } id)
                {
                    await SendAsync($$$"""{"type":"messageAck","messageAck":{"messageId":{{{id}}},"status":"success"}}""");
                }

                if (_asked < _subscriptions.Count)
                {
                    await SubscribeAsync();
                }
            }
        }

        private Task SubscribeAsync()
        {
            _asked = _subscriptions.Count;
            return SendAsync(
                $$$"""{"type":"message","message":{"messageId":{{{++_requests}}},"type":"subscribeRequest","subscriptions":[{{{string.Join(',', _subscriptions)}}}]}}""");
        }

        private Task SendAsync(string text) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        // The number to acknowledge; null for an acknowledgement.
        private long? Read(ReadOnlySpan<byte> text)
        {
            var json = new Utf8JsonReader(text);
            long? id = null;
            var (type, index) = ("", -1);
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (json.ValueTextEquals("messageAck"u8))
                {
                    return null;
                }
                else if (json.ValueTextEquals("messageId"u8))
                {
                    json.Read();
                    id = json.GetInt64();
                }
                else if (json.ValueTextEquals("type"u8))
                {
                    json.Read();
                    type = json.GetString()!;
                }
                else if (json.ValueTextEquals("subscriptionIndex"u8))
                {
                    json.Read();
                    index = json.GetInt32();
                }
                else if (json.ValueTextEquals("updates"u8))
                {
                    json.Read();
                    while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                    {
                        ReadEntry(ref json, index);
                    }
                }
                else if (json.ValueTextEquals("callInfo"u8))
                {
                    json.Read();
                    ReadEntry(ref json, index);
                }
            }

            return type == "" ? null : id;
        }

        private void ReadEntry(ref Utf8JsonReader json, int index)
        {
            var (id, kind) = (Guid.Empty, "update");
            var values = new Dictionary<string, string?>();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString()!;
                json.Read();
                if (name is "participant" or "call")
                {
                    id = json.GetGuid();
                }
                else if (name == "updateType")
                {
                    kind = json.GetString()!;
                }
                else
                {
                    values[name] = json.TokenType == JsonTokenType.String ? json.GetString() : Encoding.UTF8.GetString(json.ValueSpan);
                }
            }

            Keep(index, id, kind, values);
        }

        private void Keep(int index, Guid id, string kind, Dictionary<string, string?> values)
        {
            if (kind == "remove")
            {
                _entries.Remove((index, id));
            }
            else if (kind == "update" && _entries.TryGetValue((index, id), out var known))
            {
                foreach (var (name, value) in values)
                {
                    known[name] = value;
                }
            }
            else
            {
                _entries[(index, id)] = values;
                if (index == 0)
                {
                    var next = _subscriptions.Count;
                    _subscriptions.Add($$"""{"index":{{next}},"type":"callRoster","call":"{{id}}","elements":{{RosterElements}}}""");
                    _subscriptions.Add($$"""{"index":{{next + 1}},"type":"callInfo","call":"{{id}}","elements":{{CallElements}}}""");
                }
            }
        }
    }
}
