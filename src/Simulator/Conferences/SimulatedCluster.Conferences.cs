using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <content>What happens to conferences and to their instances.</content>
public sealed partial class SimulatedCluster
{
    /// <summary>A conference starts at <paramref name="bridge"/>; without a correlator in <paramref name="state"/> it gets a new one.</summary>
    public Conference Start(SimulatedCallBridge bridge, ConferenceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return StartAsIs(bridge, state.Correlator is null ? state with { Correlator = new CallCorrelator(NewGuid()) } : state);
    }

    /// <summary>A conference of which the bridges tell no correlator, until an update of its state sets one.</summary>
    public Conference StartWithoutCorrelator(SimulatedCallBridge bridge, ConferenceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return StartAsIs(bridge, state with { Correlator = null });
    }

    /// <summary>Changes what is true of a conference; one that has ended takes the change and tells nobody.</summary>
    public void Update(Conference conference, Func<ConferenceState, ConferenceState> change)
    {
        ArgumentNullException.ThrowIfNull(conference);
        ArgumentNullException.ThrowIfNull(change);
        lock (Gate)
        {
            conference.State = change(conference.State);
            Changed(conference);
        }
    }

    /// <summary>A further bridge takes part, and knows the whole conference at once.</summary>
    public void Extend(Conference conference, SimulatedCallBridge bridge)
    {
        lock (Gate)
        {
            BeginExtend(conference, bridge);
            Settle(conference, bridge);
        }
    }

    /// <summary>A further bridge takes part, and knows nothing of the others until <see cref="Settle"/> (protocol.md §5).</summary>
    public void BeginExtend(Conference conference, SimulatedCallBridge bridge)
    {
        ArgumentNullException.ThrowIfNull(conference);
        ArgumentNullException.ThrowIfNull(bridge);
        lock (Gate)
        {
            if (conference.Instances.Count > 0 && conference.InstanceOn(bridge.Calls) is null)
            {
                Begin(conference, bridge.Calls);
            }
        }
    }

    /// <summary>The bridge's instance learns of the others: <c>distributedInstances</c> 1, 2, …, the lock, the remote participants.</summary>
    public void Settle(Conference conference, SimulatedCallBridge bridge)
    {
        ArgumentNullException.ThrowIfNull(conference);
        ArgumentNullException.ThrowIfNull(bridge);
        lock (Gate)
        {
            if (conference.InstanceOn(bridge.Calls) is { IsSettled: false } instance)
            {
                Learn(instance);
            }
        }
    }

    /// <summary>The conference ends everywhere: every instance is removed, and no roster says a word about those who were in it.</summary>
    public void End(Conference conference, string reason = Words.ParticipantInitiated)
    {
        ArgumentNullException.ThrowIfNull(conference);
        lock (Gate)
        {
            RemoveInstances(conference, reason);
            conference.Participants.Clear();
        }
    }

    /// <summary>The conference ends everywhere: one by one its participants leave (<c>callEnded</c>), then its instances go.</summary>
    public void Disconnect(Conference conference)
    {
        ArgumentNullException.ThrowIfNull(conference);
        lock (Gate)
        {
            RemoveParticipants(conference, [.. conference.Participants], Words.CallEnded);
            RemoveInstances(conference, Words.AllLeft);
        }
    }

    /// <summary>
    /// The conference goes from one bridge to another: the instance at <paramref name="from"/> is removed with <c>allLeft</c>,
    /// then its participants appear at <paramref name="to"/> under new GUIDs that name the old ones.
    /// </summary>
    public void Relocate(Conference conference, SimulatedCallBridge from, SimulatedCallBridge to)
    {
        ArgumentNullException.ThrowIfNull(conference);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        lock (Gate)
        {
            if (from == to || conference.InstanceOn(from.Calls) is not { } instance)
            {
                return;
            }

            var moving = conference.Participants.Where(instance.Hosts).ToList();
            RemoveParticipants(conference, moving, Words.CallMoved);
            Drop(instance, Words.AllLeft);
            Take(conference);
            if (conference.InstanceOn(to.Calls) is null)
            {
                Learn(Begin(conference, to.Calls));
            }

            Join(conference, to, [.. moving.Select(Moved)]);
        }
    }

    private Conference StartAsIs(SimulatedCallBridge bridge, ConferenceState state)
    {
        ArgumentNullException.ThrowIfNull(bridge);
        lock (Gate)
        {
            var conference = new Conference(this, state);
            Take(conference);
            Learn(Begin(conference, bridge.Calls));
            return conference;
        }
    }

    private void Take(Conference conference)
    {
        if (!_conferences.Contains(conference))
        {
            _conferences.Add(conference);
        }
    }

    private Instance Begin(Conference conference, BridgeCalls bridge)
    {
        var instance = new Instance(conference, bridge, new CallGuid(_guids.Next()));
        conference.Instances.Add(instance);
        bridge.Add(instance);
        return instance;
    }

    private void Learn(Instance instance)
    {
        for (var known = 1; IsClustered && known <= instance.Conference.Instances.Count; known++)
        {
            instance.DistributedInstances = known;
            instance.Bridge.Changed(instance);
        }

        instance.IsSettled = true;
        CountInstances(instance.Conference);
        Changed(instance.Conference);
        instance.Bridge.RosterChanged(instance, [.. instance.Roster]);
    }

    private void RemoveInstances(Conference conference, string? reason)
    {
        while (conference.Instances is [var instance, ..])
        {
            Drop(instance, reason);
        }
    }

    private void Drop(Instance instance, string? reason)
    {
        var conference = instance.Conference;
        conference.Instances.Remove(instance);
        instance.Bridge.Remove(instance, reason);
        CountInstances(conference);
        Changed(conference);
        if (conference.Instances.Count == 0)
        {
            _conferences.Remove(conference);
        }
    }

    private void CountInstances(Conference conference)
    {
        foreach (var instance in conference.Instances.Where(i => IsClustered && i.IsSettled))
        {
            instance.DistributedInstances = conference.Instances.Count;
        }
    }

    private static void Changed(Conference conference) => conference.Instances.ForEach(i => i.Bridge.Changed(i));

    private bool IsClustered => Bridges.Length > 1;
}
