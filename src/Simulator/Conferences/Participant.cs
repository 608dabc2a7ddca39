using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// A participant, hosted by one bridge, seen by all that host its conference. A handle for the operations of
/// <see cref="SimulatedCluster"/>; what is true of it, <see cref="SimulatedCluster.Truth"/> tells.
/// </summary>
public sealed class Participant
{
    internal Participant(ParticipantId id, Conference conference, BridgeCalls host, ParticipantState state)
    {
        Id = id;
        Conference = conference;
        Host = host;
        State = state;
    }

    /// <summary>The same on every bridge. A restart of the hosting bridge with new GUIDs changes it.</summary>
    public ParticipantId Id { get; internal set; }

    public Conference Conference { get; }

    internal BridgeCalls Host { get; }

    internal ParticipantState State { get; set; }

    /// <summary>Those still <c>initial</c> are not part of a call's <c>participants</c> (protocol.md §4).</summary>
    internal bool IsCounted => State.State != Words.Initial;
}
