using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Simulation;

/// <summary>The bridge's end of one connection (protocol.md §3): states, snapshots, deactivation, limits.</summary>
internal sealed class SimServer(VirtualTime time, SimBridge bridge, Action<ServerMessage> send)
{
    private readonly SortedDictionary<int, (SubscriptionSpec Spec, string State)> _subscriptions = [];
    private readonly Dictionary<int, (SubscriptionType Type, CallGuid? Call)> _ever = [];
    private long _messageId;
    private bool _isClosed;

    public void Close()
    {
        _isClosed = true;
        bridge.Connections.Remove(this);
    }

    public void Subscribe(long messageId, ImmutableArray<SubscriptionSpec> specs)
    {
        if (_isClosed)
        {
            return;
        }

        Assert.True(specs.Length <= ProtocolLimits.SubscriptionsPerConnection);
        Send(new ServerMessage.Ack(messageId, MessageAck.Success));
        foreach (var gone in _subscriptions.Keys.Except(specs.Select(s => s.Index)).ToList())
        {
            _subscriptions.Remove(gone);
        }

        var isNews = false;
        foreach (var spec in specs.Where(s => !_subscriptions.ContainsKey(s.Index)))
        {
            Assert.True(_ever.TryAdd(spec.Index, (spec.Type, spec.Call)), $"index {spec.Index} is used again");
            _subscriptions[spec.Index] = (spec, SubscriptionWords.Pending);
            isNews = true;
            if (spec.Call is not { } call || bridge.Calls.ContainsKey(call))
            {
                time.After(time.Between(0, 0.2), () => Activate(spec));
            }
        }

        if (isNews)
        {
            SendStates();
        }
    }

    public void List(CallUpdate update)
    {
        foreach (var (index, _) in Active(SubscriptionType.Calls, null))
        {
            Send(new ServerMessage.CallListUpdate(Next(), index, [update]));
        }
    }

    public void Roster(CallGuid call, ParticipantUpdate update)
    {
        foreach (var (index, _) in Active(SubscriptionType.CallRoster, call))
        {
            Send(new ServerMessage.RosterUpdate(Next(), index, [update]));
        }
    }

    public void Info(CallGuid call, ElementValues values)
    {
        foreach (var (index, _) in Active(SubscriptionType.CallInfo, call))
        {
            Send(new ServerMessage.CallInfoUpdate(Next(), index, values));
        }
    }

    public void Ended(CallGuid call)
    {
        var ended = _subscriptions.Where(s => s.Value.Spec.Call == call).Select(s => s.Key).ToList();
        ended.ForEach(i => _subscriptions[i] = (_subscriptions[i].Spec, SubscriptionWords.Deactivated));
        if (ended.Count > 0)
        {
            SendStates();
        }
    }

    private void Activate(SubscriptionSpec spec)
    {
        if (_isClosed || !_subscriptions.TryGetValue(spec.Index, out var now) || now.State != SubscriptionWords.Pending)
        {
            return;
        }

        _subscriptions[spec.Index] = (spec, SubscriptionWords.Active);
        SendStates();
        switch (spec)
        {
            case { Type: SubscriptionType.Calls }:
                foreach (var call in bridge.Calls.Keys)
                {
                    Send(new ServerMessage.CallListUpdate(Next(), spec.Index, [new CallUpdate(call, UpdateType.Add, bridge.ValuesOf(call), null)]));
                }

                break;
            case { Type: SubscriptionType.CallRoster, Call: { } call }:
                var conference = bridge.Calls[call];
                foreach (var batch in conference.People.Keys.Chunk(3))
                {
                    Send(new ServerMessage.RosterUpdate(Next(), spec.Index, [.. batch.Select(p => SimBridge.Entry(conference, p, UpdateType.Add))]));
                }

                break;
            case { Call: { } call }:
                Send(new ServerMessage.CallInfoUpdate(Next(), spec.Index, bridge.ValuesOf(call)));
                break;
        }
    }

    private void SendStates() => Send(new ServerMessage.SubscriptionUpdate(
        Next(), [.. _subscriptions.Select(s => new SubscriptionStateEntry(s.Key, s.Value.State))]));

    private List<KeyValuePair<int, (SubscriptionSpec Spec, string State)>> Active(SubscriptionType type, CallGuid? call) =>
        [.. _subscriptions.Where(s => s.Value.State == SubscriptionWords.Active && s.Value.Spec.Type == type && s.Value.Spec.Call == call)];

    private long Next() => ++_messageId;

    private void Send(ServerMessage message)
    {
        if (!_isClosed)
        {
            send(message);
        }
    }
}
