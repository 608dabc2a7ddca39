using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>A conference as it is at one moment. <paramref name="Participants"/> is the figure that a settled bridge reports.</summary>
public sealed record ConferenceTruth(
    ConferenceState State, int Participants, ImmutableArray<InstanceTruth> Instances, ImmutableArray<ParticipantTruth> Roster)
{
    internal static ConferenceTruth Of(Conference conference) => new(
        conference.State,
        conference.Participants.Count(p => p.IsCounted),
        [.. conference.Instances.Select(InstanceTruth.Of)],
        [.. conference.Participants.Select(ParticipantTruth.Of)]);
}

/// <summary>One bridge's part of a conference, with what that bridge reports of it.</summary>
public sealed record InstanceTruth(string Bridge, CallGuid Call, int Participants, int DistributedInstances, string LockState)
{
    internal static InstanceTruth Of(Instance instance) => new(
        instance.Bridge.Name, instance.Call, instance.CountParticipants(), instance.DistributedInstances, instance.LockState);
}

/// <summary>A participant, the bridge that hosts it, and the bridges whose rosters list it.</summary>
public sealed record ParticipantTruth(ParticipantId Id, string Host, ImmutableArray<string> SeenBy, ParticipantState State)
{
    internal static ParticipantTruth Of(Participant participant) => new(
        participant.Id,
        participant.Host.Name,
        [.. participant.Conference.Instances.Where(i => i.Lists(participant)).Select(i => i.Bridge.Name)],
        participant.State);
}
