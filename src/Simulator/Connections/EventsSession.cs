using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// One connection's side of the subscription protocol (protocol.md §3, §4), without I/O: requests and changes in, messages out, in
/// the order of the protocol. Everything is called under the cluster's lock, so a snapshot and the changes after it never mix.
/// </summary>
internal sealed partial class EventsSession(BridgeCalls calls, BridgeFaults faults, IConnectionOutput output, ServerBehaviour behaviour)
{
    private readonly IndexHistory _history = new();
    private List<Subscription> _subscriptions = [];

    /// <summary>Answers a request: its ack, the states, the snapshots of what is new.</summary>
    public void Answer(ClientMessage.SubscribeRequest request)
    {
        if (faults.AckStatus is { } refusal)
        {
            output.Send(new Outgoing.Ack(request.MessageId, refusal));
            return;
        }

        if (RequestCheck.Refuse(request, _history) is var (kind, what))
        {
            output.Breach(kind, what);
            output.Send(new Outgoing.Ack(request.MessageId, "failure"));
            return;
        }

        output.Send(new Outgoing.Ack(request.MessageId, MessageAck.Success));
        Replace(request);
    }

    private void Replace(ClientMessage.SubscribeRequest request)
    {
        var before = _subscriptions;
        _subscriptions = [.. request.Subscriptions.Select(spec => before.Find(s => s.Spec == spec) ?? Open(spec, before))];
        var opened = _subscriptions.Except(before).Where(s => s.State == SubscriptionWords.Pending).ToList();
        if (_subscriptions.SequenceEqual(before))
        {
            return;
        }

        if (behaviour.Activation != Activation.WithoutPending || opened.Count == 0)
        {
            TellStates();
        }

        Activate(opened);
    }

    private Subscription Open(SubscriptionSpec spec, List<Subscription> before)
    {
        var subscription = Subscription.Of(spec, behaviour);
        if (RequestCheck.Object(spec) is var (kind, what))
        {
            output.Breach(kind, what);
        }

        if (_history.IsSpent(spec.Index))
        {
            subscription.State = SubscriptionWords.Deactivated;
            if (!before.Exists(s => s.Spec.Index == spec.Index))
            {
                output.Breach(BreachKind.IndexSpent, $"index {spec.Index} was deactivated before");
            }
        }

        _history.Note(spec);
        return subscription;
    }

    private void Activate(List<Subscription> pending)
    {
        var known = pending.Where(s => s.Spec.Call is not { } call || calls.Find(call) is not null).ToList();
        foreach (var subscription in known)
        {
            subscription.State = SubscriptionWords.Active;
            if (behaviour.Activation == Activation.OneByOne)
            {
                TellStates();
            }
        }

        if (behaviour.Activation == Activation.WithoutPending ? pending.Count > 0 : known.Count > 0 && behaviour.Activation == Activation.Together)
        {
            TellStates();
        }

        TellSnapshots(known);
    }

    // The order of the protocol: the call list, then rosters, then call infos. What is empty sends nothing.
    private void TellSnapshots(List<Subscription> opened)
    {
        foreach (var list in opened.OfType<CallListSubscription>())
        {
            TellCalls(list, calls.Instances);
        }

        foreach (var roster in opened.OfType<RosterSubscription>())
        {
            TellRoster(roster, calls.Find(roster.Spec.Call!.Value)!.Roster);
        }

        foreach (var info in opened.OfType<CallInfoSubscription>())
        {
            TellCallInfo(info, calls.Find(info.Spec.Call!.Value)!);
        }
    }

    /// <summary>The state of every index.</summary>
    public void TellStates() =>
        Tell(new ServerMessage.SubscriptionUpdate(0, [.. _subscriptions.Select(s => s.Entry)]));

    private void Tell(ServerMessage message) => output.Send(new Outgoing.Message(message));
}
