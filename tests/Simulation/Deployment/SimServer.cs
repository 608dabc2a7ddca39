using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>The bridge's end of one connection (protocol.md §3): states, snapshots, deactivation, and a watch on the limits.</summary>
internal sealed class SimServer(VirtualTime time, SimBridge bridge, Action<ServerMessage> send)
{
    private readonly SortedDictionary<int, (SubscriptionSpec Spec, string State)> _subscriptions = [];
    private readonly Dictionary<int, (SubscriptionType Type, CallGuid? Call)> _ever = [];
    private readonly HashSet<int> _spent = [];
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
        switch (spec.Type)
        {
            case SubscriptionType.Calls:
                foreach (var each in bridge.Calls.Values)
                {
                    Send(new ServerMessage.CallListUpdate(Next(), spec.Index, [new CallUpdate(each.Guid, UpdateType.Add, each.ListValues, null)]));
                }

                break;
            case SubscriptionType.CallRoster:
                foreach (var batch in bridge.Calls[spec.Call!.Value].Roster.Chunk(3))
                {
                    Send(new ServerMessage.RosterUpdate(Next(), spec.Index, [.. batch]));
                }

                break;
            default:
                Send(new ServerMessage.CallInfoUpdate(Next(), spec.Index, bridge.Calls[spec.Call!.Value].InfoValues));
                break;
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
                Send(message(index));
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
