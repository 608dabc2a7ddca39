using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>The bridge's end of one connection (protocol.md §3): states, snapshots, deactivation, and a watch on the limits.</summary>
internal sealed class SimServer(VirtualTime time, SimBridge bridge, Action<ServerMessage> send)
{
    private readonly SortedDictionary<int, (SubscriptionSpec Spec, string State)> _subscriptions = [];
    private readonly Dictionary<int, (SubscriptionType Type, CallGuid? Call)> _ever = [];
    private readonly HashSet<int> _spent = [];
    private readonly Dictionary<int, Queue<Func<ServerMessage>>> _announced = [];
    private long _messageId;
    private long? _unanswered;

    public bool IsClosed { get; private set; }

    public IEnumerable<int> ActiveParts => _subscriptions.Where(s => s.Value is { State: SubscriptionWords.Active, Spec.Call: not null }).Select(s => s.Key);

    /// <summary>Whether updates of that call's roster flow.</summary>
    public bool Tells(CallGuid roster) =>
        _subscriptions.Values.Any(s => s is { State: SubscriptionWords.Active, Spec.Type: SubscriptionType.CallRoster } && s.Spec.Call == roster);

    public void Close()
    {
        IsClosed = true;
        bridge.Connections.Remove(this);
    }

    public void Subscribe(long messageId, ImmutableArray<SubscriptionSpec> specs)
    {
        if (IsClosed)
        {
            return;
        }

        Breach.Unless(specs.Length <= ProtocolLimits.SubscriptionsPerConnection, $"{bridge}: {specs.Length} subscriptions on a connection");
        Breach.Unless(_unanswered is null, $"{bridge}: request {messageId} while {_unanswered} is in flight");
        Breach.Unless(specs.DistinctBy(s => (s.Type, s.Call)).Count() == specs.Length, $"{bridge}: a resource is asked for twice");
        _unanswered = messageId;
        if (bridge.Faults[Fault.AcksLate])
        {
            time.After(time.Between(1, 6), () => Answer(messageId, specs));
        }
        else
        {
            Answer(messageId, specs);
        }
    }

    public void List(CallUpdate update) => ToActive(SubscriptionType.Calls, null, i => new ServerMessage.CallListUpdate(Next(), i, [update]));

    public void Roster(CallGuid call, ParticipantUpdate update) =>
        ToActive(SubscriptionType.CallRoster, call, i => new ServerMessage.RosterUpdate(Next(), i, [update]));

    public void Info(CallGuid call, ElementValues values) =>
        ToActive(SubscriptionType.CallInfo, call, i => new ServerMessage.CallInfoUpdate(Next(), i, values));

    public void Ended(CallGuid call) => Deactivate(_subscriptions.Where(s => s.Value.Spec.Call == call).Select(s => s.Key));

    /// <summary>The server ends these.</summary>
    public void Deactivate(IEnumerable<int> indexes)
    {
        var ended = indexes.ToList();
        foreach (var index in ended)
        {
            Flush(index);
            _subscriptions[index] = (_subscriptions[index].Spec, SubscriptionWords.Deactivated);
        }

        if (ended.Count > 0)
        {
            SendStates();
        }
    }

    /// <summary>What was kept pending is looked at.</summary>
    public void LookAgain()
    {
        foreach (var (spec, _) in _subscriptions.Values.ToList())
        {
            Look(spec);
        }
    }

    private void Answer(long messageId, ImmutableArray<SubscriptionSpec> specs)
    {
        _unanswered = null;
        if (bridge.Faults[Fault.RefusesRequests])
        {
            Send(new ServerMessage.Ack(messageId, "refused"));
            return;
        }

        Send(new ServerMessage.Ack(messageId, MessageAck.Success));
        foreach (var gone in _subscriptions.Keys.Except(specs.Select(s => s.Index)).ToList())
        {
            _subscriptions.Remove(gone);
            _announced.Remove(gone);
            _spent.Add(gone);
        }

        var news = specs.Where(s => !_subscriptions.ContainsKey(s.Index)).ToList();
        foreach (var spec in news)
        {
            Breach.Unless(
                (_ever.TryAdd(spec.Index, (spec.Type, spec.Call)) || _ever[spec.Index] == (spec.Type, spec.Call)) && !_spent.Contains(spec.Index),
                $"{bridge}: index {spec.Index} is used again");
            _subscriptions[spec.Index] = (spec, SubscriptionWords.Pending);
            Look(spec);
        }

        if (news.Count > 0)
        {
            SendStates();
        }
    }

    private void Look(SubscriptionSpec spec)
    {
        if (!bridge.Faults[Fault.KeepsPending] && (spec.Call is not { } call || bridge.Calls.ContainsKey(call)))
        {
            time.After(time.Between(0, 0.2), () => Activate(spec));
        }
    }

    private void Activate(SubscriptionSpec spec)
    {
        if (IsClosed || !_subscriptions.TryGetValue(spec.Index, out var now) || now.State != SubscriptionWords.Pending
            || (spec.Call is { } call && !bridge.Calls.ContainsKey(call)))
        {
            return;
        }

        _subscriptions[spec.Index] = (spec, SubscriptionWords.Active);
        SendStates();
        Announce(spec.Index, new Queue<Func<ServerMessage>>(Snapshot(spec)));
    }

    private IEnumerable<Func<ServerMessage>> Snapshot(SubscriptionSpec spec) => spec.Type switch
    {
        SubscriptionType.Calls => bridge.Calls.Values
            .Select(c => new CallUpdate(c.Guid, UpdateType.Add, c.ListValues, null))
            .Select(add => (Func<ServerMessage>)(() => new ServerMessage.CallListUpdate(Next(), spec.Index, [add]))),
        SubscriptionType.CallRoster => bridge.Calls[spec.Call!.Value].Roster.Chunk(3)
            .Select(batch => (Func<ServerMessage>)(() => new ServerMessage.RosterUpdate(Next(), spec.Index, [.. batch]))),
        _ => Info(spec.Index, bridge.Calls[spec.Call!.Value].InfoValues),
    };

    private Func<ServerMessage>[] Info(int index, ElementValues values) => [() => new ServerMessage.CallInfoUpdate(Next(), index, values)];

    // Some take their time, but leave no gap as long as the quiet time; what happens meanwhile is told after the snapshot.
    private void Announce(int index, Queue<Func<ServerMessage>> snapshot)
    {
        _announced[index] = snapshot;
        var most = time.Chance(0.3) ? Math.Min(0.5, 1.5 / Math.Max(1, snapshot.Count)) : 0;
        AnnounceNext(index, snapshot, snapshot.Count, most);
    }

    private void AnnounceNext(int index, Queue<Func<ServerMessage>> snapshot, int count, double most)
    {
        if (most == 0 || count == 0)
        {
            Flush(index);
            return;
        }

        time.After(time.Between(0, most), () =>
        {
            if (_announced.GetValueOrDefault(index) == snapshot)
            {
                Send(snapshot.Dequeue()());
                AnnounceNext(index, snapshot, count - 1, most);
            }
        });
    }

    private void Flush(int index)
    {
        if (_announced.Remove(index, out var rest))
        {
            while (rest.TryDequeue(out var message))
            {
                Send(message());
            }
        }
    }

    private void SendStates() => Send(new ServerMessage.SubscriptionUpdate(
        Next(), [.. _subscriptions.Select(s => new SubscriptionStateEntry(s.Key, s.Value.State))]));

    private void ToActive(SubscriptionType type, CallGuid? call, Func<int, ServerMessage> message)
    {
        foreach (var (index, (spec, state)) in _subscriptions)
        {
            if (state == SubscriptionWords.Active && spec.Type == type && spec.Call == call)
            {
                if (_announced.TryGetValue(index, out var snapshot))
                {
                    snapshot.Enqueue(() => message(index));
                }
                else
                {
                    Send(message(index));
                }
            }
        }
    }

    private long Next() => ++_messageId;

    private void Send(ServerMessage message)
    {
        if (!IsClosed)
        {
            send(message);
        }
    }
}
