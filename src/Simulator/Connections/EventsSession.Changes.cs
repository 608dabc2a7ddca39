using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <content>What happens on the bridge becomes what the connection is told.</content>
internal sealed partial class EventsSession : ICallObserver
{
    private bool _updateBeforeAdd;

    public void InstanceAdded(Instance instance)
    {
        InstanceChanged(instance);
        Activate([.. _subscriptions.Where(s => s.State == SubscriptionWords.Pending && s.IsOf(instance))]);
    }

    public void InstanceChanged(Instance instance)
    {
        foreach (var subscription in _subscriptions.Where(s => s.IsActive))
        {
            if (subscription is CallListSubscription list)
            {
                TellCalls(list, [instance]);
            }
            else if (subscription is CallInfoSubscription info && info.IsOf(instance))
            {
                TellCallInfo(info, instance);
            }
        }
    }

    /// <summary>The deactivation comes just before the remove (protocol.md §3).</summary>
    public void InstanceRemoved(Instance instance, string? reason)
    {
        Deactivate(instance);
        foreach (var list in Active<CallListSubscription>())
        {
            if (list.Remove(instance, reason) is { } removed)
            {
                Tell(new ServerMessage.CallListUpdate(0, list.Spec.Index, [removed]));
            }
        }
    }

    public void RosterChanged(Instance instance, IReadOnlyCollection<Participant> participants)
    {
        foreach (var roster in Active<RosterSubscription>().Where(r => r.IsOf(instance)))
        {
            TellRoster(roster, participants);
        }
    }

    public void ParticipantLeft(Instance instance, ParticipantId participant, string? reason)
    {
        foreach (var roster in Active<RosterSubscription>().Where(r => r.IsOf(instance)))
        {
            if (roster.Remove(participant, reason) is { } removed)
            {
                Tell(new ServerMessage.RosterUpdate(0, roster.Spec.Index, [removed]));
            }
        }
    }

    /// <summary>The bridge no longer tells of this call: the indexes are spent.</summary>
    internal void Deactivate(Instance instance)
    {
        var ended = _subscriptions.Where(s => s.IsActive && s.IsOf(instance)).ToList();
        foreach (var subscription in ended)
        {
            subscription.State = SubscriptionWords.Deactivated;
            _history.Spend(subscription.Spec.Index);
        }

        if (ended.Count > 0)
        {
            TellStates();
        }
    }

    private void TellCalls(CallListSubscription list, IEnumerable<Instance> instances)
    {
        foreach (var batch in instances.Select(list.Tell).OfType<CallUpdate>().SelectMany(WithFault).Chunk(behaviour.CallListBatch))
        {
            Tell(new ServerMessage.CallListUpdate(0, list.Spec.Index, [.. batch]));
        }
    }

    private void TellRoster(RosterSubscription roster, IEnumerable<Participant> participants)
    {
        foreach (var batch in participants.Select(roster.Tell).OfType<ParticipantUpdate>().SelectMany(WithFault).Chunk(behaviour.RosterBatch))
        {
            Tell(new ServerMessage.RosterUpdate(0, roster.Spec.Index, [.. batch]));
        }
    }

    private void TellCallInfo(CallInfoSubscription info, Instance instance)
    {
        if (info.Tell(instance) is { } told)
        {
            Tell(new ServerMessage.CallInfoUpdate(0, info.Spec.Index, told));
        }
    }

    private IEnumerable<T> Active<T>()
        where T : Subscription =>
        _subscriptions.OfType<T>().Where(s => s.IsActive);

    private IEnumerable<CallUpdate> WithFault(CallUpdate update) =>
        TakeUpdateBeforeAdd(update.Type) ? [update with { Type = UpdateType.Update }, update] : [update];

    private IEnumerable<ParticipantUpdate> WithFault(ParticipantUpdate update) =>
        TakeUpdateBeforeAdd(update.Type) ? [update with { Type = UpdateType.Update }, update] : [update];

    private bool TakeUpdateBeforeAdd(UpdateType type)
    {
        var take = _updateBeforeAdd && type == UpdateType.Add;
        _updateBeforeAdd &= !take;
        return take;
    }
}
