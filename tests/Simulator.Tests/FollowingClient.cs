using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>Follows one bridge: its calls, and every call's roster and info. As simple as it can be: one connection, no repair.</summary>
internal sealed class FollowingClient : IAsyncDisposable
{
    private readonly BareClient _client;
    private readonly Dictionary<CallGuid, int> _indexes = [];
    private readonly Dictionary<int, Dictionary<ParticipantId, ElementValues>> _rosters = [];
    private int _lastIndex = 1;
    private int _unanswered;

    private FollowingClient(BareClient client) => _client = client;

    public Dictionary<CallGuid, ElementValues> Calls { get; } = [];

    public static async Task<FollowingClient> StartAsync(SimulatedCallBridge bridge)
    {
        var following = new FollowingClient(await BareClient.ConnectAsync(bridge));
        await following.SubscribeAsync();
        return following;
    }

    public IReadOnlyDictionary<ParticipantId, ElementValues> Roster(CallGuid call) => _rosters[_indexes[call]];

    /// <summary>Reads until <paramref name="stop"/> is done; then until a request brings nothing but its answer, which means that all has been said.</summary>
    public async Task FollowAsync(Task stop)
    {
        while (!stop.IsCompleted)
        {
            await TakeAsync(await _client.NextAsync());
            if (_unanswered == 0)
            {
                // Something always comes, so that the wait above ends.
                await SubscribeAsync();
            }
        }

        while (await AskAsync())
        {
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    /// <summary>Asks once more and reads until everything is answered; whether anything but answers came.</summary>
    private async Task<bool> AskAsync()
    {
        var news = false;
        await SubscribeAsync();
        while (_unanswered > 0)
        {
            var message = await _client.NextAsync();
            news |= message is not ServerMessage.Ack;
            await TakeAsync(message);
        }

        return news;
    }

    private async Task TakeAsync(ServerMessage message)
    {
        if (message.MessageId is { } id)
        {
            await _client.AckAsync(id);
        }

        switch (message)
        {
            case ServerMessage.Ack ack:
                Assert.True(ack.IsSuccess);
                _unanswered--;
                break;
            case ServerMessage.CallListUpdate list:
                list.Updates.ToList().ForEach(u => Take(Calls, u.Call, u.Type, u.Elements));
                await SubscribeAsync(list);
                break;
            case ServerMessage.RosterUpdate roster when _rosters.TryGetValue(roster.SubscriptionIndex, out var known):
                roster.Updates.ToList().ForEach(u => Take(known, u.Participant, u.Type, u.Elements));
                break;
        }
    }

    private async Task SubscribeAsync(ServerMessage.CallListUpdate list)
    {
        foreach (var update in list.Updates)
        {
            if (update.Type == UpdateType.Remove)
            {
                _indexes.Remove(update.Call);
            }
            else if (update.Type == UpdateType.Add)
            {
                _indexes.Add(update.Call, _lastIndex += 2);
                _rosters.Add(_lastIndex, []);
            }
        }

        if (list.Updates.Any(u => u.Type != UpdateType.Update))
        {
            await SubscribeAsync();
        }
    }

    private Task SubscribeAsync()
    {
        _unanswered++;
        var calls = _indexes.SelectMany(i => new[] { Specs.Roster(i.Value, i.Key), Specs.Info(i.Value + 1, i.Key) });
        return _client.SubscribeAsync([Specs.Calls(1), .. calls]);
    }

    private static void Take<TKey>(Dictionary<TKey, ElementValues> known, TKey key, UpdateType type, ElementValues told)
        where TKey : notnull
    {
        switch (type)
        {
            case UpdateType.Add:
                Assert.True(known.TryAdd(key, told), $"{key} was added twice");
                break;
            case UpdateType.Update:
                var merged = new ElementValuesBuilder();
                foreach (var element in known[key].Present.Union(told.Present))
                {
                    merged.Set(element, told.Present.Has(element) ? told[element] : known[key][element]);
                }

                known[key] = merged.Build();
                break;
            default:
                Assert.True(known.Remove(key), $"{key} was removed twice");
                break;
        }
    }
}
