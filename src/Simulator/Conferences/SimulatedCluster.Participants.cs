using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <content>What happens to participants.</content>
public sealed partial class SimulatedCluster
{
    /// <summary>A participant joins at <paramref name="bridge"/>, which takes part in the conference from then on if it did not.</summary>
    public Participant Join(Conference conference, SimulatedCallBridge bridge, ParticipantState state) => Join(conference, bridge, [state])[0];

    /// <summary>Several join at once: one burst.</summary>
    /// <exception cref="InvalidOperationException">The conference has ended.</exception>
    public ImmutableArray<Participant> Join(Conference conference, SimulatedCallBridge bridge, params ImmutableArray<ParticipantState> states)
    {
        ArgumentNullException.ThrowIfNull(conference);
        ArgumentNullException.ThrowIfNull(bridge);
        lock (Gate)
        {
            if (conference.Instances.Count == 0)
            {
                throw new InvalidOperationException("The conference has ended.");
            }

            Extend(conference, bridge);
            ImmutableArray<Participant> joining =
                [.. states.Select(s => new Participant(new ParticipantId(_guids.Next()), conference, bridge.Calls, s))];
            conference.Participants.AddRange(joining);
            TellRosters(conference, joining);
            Changed(conference);
            return joining;
        }
    }

    /// <summary>Changes what is true of a participant; of one that has left, nobody hears.</summary>
    public void Update(Participant participant, Func<ParticipantState, ParticipantState> change)
    {
        ArgumentNullException.ThrowIfNull(participant);
        ArgumentNullException.ThrowIfNull(change);
        lock (Gate)
        {
            participant.State = change(participant.State);
            if (participant.Conference.Participants.Contains(participant))
            {
                TellRosters(participant.Conference, [participant]);
                Changed(participant.Conference);
            }
        }
    }

    /// <summary>
    /// The participant leaves; only its own bridge tells why. That bridge's instance goes with <c>allLeft</c> where this was its
    /// last own participant, and the conference ends where this was the last of all. Of one that has left, nobody hears.
    /// </summary>
    public void Leave(Participant participant, string? reason = Words.RemoteTeardown)
    {
        ArgumentNullException.ThrowIfNull(participant);
        lock (Gate)
        {
            Leave(participant.Conference, [participant], reason);
        }
    }

    /// <summary>All participants that <paramref name="bridge"/> hosts leave, and its instance with them.</summary>
    public void Withdraw(Conference conference, SimulatedCallBridge bridge, string? reason = Words.RemoteTeardown)
    {
        ArgumentNullException.ThrowIfNull(conference);
        ArgumentNullException.ThrowIfNull(bridge);
        lock (Gate)
        {
            Leave(conference, [.. conference.Participants.Where(p => p.Host == bridge.Calls)], reason);
            if (conference.InstanceOn(bridge.Calls) is { } instance)
            {
                Drop(instance, Words.AllLeft);
            }
        }
    }

    /// <summary>
    /// The participant goes to <paramref name="conference"/> at <paramref name="bridge"/>: a new one appears there, which names the
    /// old one and its bridge, and the old one leaves.
    /// </summary>
    public Participant Move(Participant participant, Conference conference, SimulatedCallBridge bridge)
    {
        ArgumentNullException.ThrowIfNull(participant);
        lock (Gate)
        {
            var moved = Join(conference, bridge, Moved(participant));
            Leave(participant, Words.CallMoved);
            return moved;
        }
    }

    private static ParticipantState Moved(Participant from) =>
        from.State with { MovedParticipant = from.Id, MovedParticipantCallBridge = from.Host.Id };

    private static void TellRosters(Conference conference, IReadOnlyCollection<Participant> participants)
    {
        foreach (var instance in conference.Instances)
        {
            instance.Bridge.RosterChanged(instance, [.. participants.Where(instance.Lists)]);
        }
    }

    private void Leave(Conference conference, IReadOnlyCollection<Participant> leaving, string? reason)
    {
        RemoveParticipants(conference, leaving, reason);
        if (conference.Participants.Count == 0)
        {
            RemoveInstances(conference, Words.AllLeft);
            return;
        }

        foreach (var bridge in leaving.Select(p => p.Host).Distinct())
        {
            if (!conference.Participants.Exists(p => p.Host == bridge) && conference.InstanceOn(bridge) is { } emptied)
            {
                Drop(emptied, Words.AllLeft);
            }
        }
    }

    private static void RemoveParticipants(Conference conference, IReadOnlyCollection<Participant> leaving, string? reason)
    {
        foreach (var participant in leaving)
        {
            if (!conference.Participants.Remove(participant))
            {
                continue;
            }

            foreach (var instance in conference.Instances.Where(i => i.Lists(participant)))
            {
                instance.Bridge.ParticipantLeft(instance, participant.Id, instance.Hosts(participant) ? reason : null);
            }

            Changed(conference);
        }
    }
}
