using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>What a call is told. A fact of an old epoch changes nothing (design.md, "Always true", 3).</summary>
public abstract record CallFact(Instant At)
{
    /// <summary>How many entries of a Call Bridge's messages it holds, at least 1: what it counts for where there is a bound of what is under way.</summary>
    public virtual int Weight => 1;

    /// <summary>The call list announced an instance, or handed over the whole of it.</summary>
    public sealed record InstanceAdded(Instant At, InstanceKey Key, Epoch Epoch, ElementValues Values) : CallFact(At)
    {
        /// <summary>When the list first told of it, where that was before.</summary>
        public Instant? Since { get; init; }
    }

    public sealed record InstanceUpdated(Instant At, InstanceKey Key, Epoch Epoch, ElementValues Values) : CallFact(At);

    public sealed record InstanceRemoved(Instant At, InstanceKey Key, Epoch Epoch, string? Reason) : CallFact(At);

    /// <summary>The instance goes on under another correlator: it is another call's from now on.</summary>
    public sealed record InstanceMoved(Instant At, InstanceKey Key) : CallFact(At);

    /// <summary>The snapshot of a bridge's call list is in.</summary>
    /// <param name="There">What the list has of this call: an aggregate that missed it must not take it for gone.</param>
    public sealed record CallListCompleted(
        Instant At, CallBridgeName Bridge, Epoch Epoch, IReadOnlyCollection<CallGuid>? There = null) : CallFact(At);

    /// <summary>A part's subscription has another state.</summary>
    public sealed record PartState(Instant At, InstanceKey Key, SlotPart Part, Epoch Epoch, string State) : CallFact(At);

    /// <summary>A part is not subscribed to any more, by our own choice.</summary>
    public sealed record PartGivenUp(Instant At, InstanceKey Key, SlotPart Part) : CallFact(At);

    public sealed record CallInfoTold(Instant At, InstanceKey Key, Epoch Epoch, bool IsWhole, ElementValues Values) : CallFact(At);

    public sealed record RosterTold(Instant At, InstanceKey Key, Epoch Epoch, ImmutableArray<ParticipantUpdate> Updates) : CallFact(At)
    {
        public override int Weight => Math.Max(1, Updates.Length);
    }

    /// <summary>The roster's snapshot is in.</summary>
    public sealed record RosterCompleted(Instant At, InstanceKey Key, Epoch Epoch) : CallFact(At);

    /// <summary>All that a call info subscription says, for an aggregate that may have missed some of it.</summary>
    public sealed record CallInfoWhole(Instant At, InstanceKey Key, Epoch Epoch, string State, ElementValues? Values) : CallFact(At);

    /// <summary>All that a roster subscription says, for an aggregate that may have missed some of it.</summary>
    /// <param name="Removed">Those that left since the aggregate last confirmed, with what was told of it.</param>
    public sealed record RosterWhole(
        Instant At, InstanceKey Key, Epoch Epoch, string State, ImmutableArray<ParticipantUpdate> Entries,
        ImmutableArray<ParticipantUpdate> Removed, bool IsComplete) : CallFact(At);

    /// <summary>A connection is gone: what it fed is stale.</summary>
    public sealed record ConnectionLost(Instant At, CallBridgeName Bridge, Epoch Epoch) : CallFact(At);

    /// <summary>The bridge stayed away longer than its loss time: its stale slots are gone, and whom its rosters have not repeated.</summary>
    public sealed record BridgeLost(Instant At, CallBridgeName Bridge) : CallFact(At);

    /// <summary>The bridge left the configuration: its slots are gone.</summary>
    public sealed record BridgeRemoved(Instant At, CallBridgeName Bridge) : CallFact(At);

    /// <summary>The budget allows for no roster of this call, or allows for one again.</summary>
    public sealed record Degraded(Instant At, bool IsDegraded) : CallFact(At);

    /// <summary>The aggregate was recovered: whatever it knew is stale.</summary>
    public sealed record Recovered(Instant At) : CallFact(At);

    /// <summary>Time has passed; a handover that nobody took up ends the session.</summary>
    public sealed record TimePassed(Instant At) : CallFact(At);
}
