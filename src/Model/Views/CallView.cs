using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Views;

/// <summary>A call as the API shows it (api.md, "A call"). Equal views read the same.</summary>
public sealed record CallView
{
    public required CallId Id { get; init; }
    public required ClusterName Cluster { get; init; }
    public required CallCorrelator? CallCorrelator { get; init; }
    public required string Name { get; init; }
    public required ElementValue CallType { get; init; }

    /// <summary><c>active</c> or <c>ended</c>.</summary>
    public required string State { get; init; }

    /// <summary><c>live</c>, <c>partial</c> or <c>stale</c>.</summary>
    public required string Freshness { get; init; }
    public required bool Degraded { get; init; }
    public required Instant StartedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public string? EndReason { get; init; }

    /// <summary>The largest live figure that the bridges report.</summary>
    public required long Participants { get; init; }

    /// <summary>The participants known.</summary>
    public required int RosterSize { get; init; }
    public required ElementValue Recording { get; init; }
    public required ElementValue EndpointRecording { get; init; }
    public required ElementValue Streaming { get; init; }
    public required ElementValue LockState { get; init; }
    public required ElementValue JoinAudioMuteOverride { get; init; }
    public required ImmutableArray<InstanceView> Instances { get; init; }

    public bool Equals(CallView? other) =>
        other is not null && Id == other.Id && Cluster == other.Cluster && CallCorrelator == other.CallCorrelator && Name == other.Name
        && CallType == other.CallType && State == other.State && Freshness == other.Freshness && Degraded == other.Degraded
        && StartedAt == other.StartedAt && EndedAt == other.EndedAt && EndReason == other.EndReason
        && Participants == other.Participants && RosterSize == other.RosterSize && Recording == other.Recording
        && EndpointRecording == other.EndpointRecording && Streaming == other.Streaming && LockState == other.LockState
        && JoinAudioMuteOverride == other.JoinAudioMuteOverride && Instances.AsSpan().SequenceEqual(other.Instances.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Id, Participants, RosterSize, Freshness);
}

/// <summary>One Call Bridge's part of a call. <c>roster</c> and <c>callInfo</c> are the subscription's state, or <c>none</c>.</summary>
public sealed record InstanceView(
    CallBridgeName CallBridge, CallGuid Call, string Freshness, Instant? StaleSince, long Participants,
    ElementValue DistributedInstances, ElementValue LockState, string Roster, string CallInfo);
