using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>What happened to one call, in order: one journal row (design.md, "Durability").</summary>
public sealed record CallChanged(ImmutableArray<CallChange> Changes);

/// <summary>One step of a call. Everything that applying it needs is in it: times, ids and reasons.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(SessionStarted), "sessionStarted")]
[JsonDerivedType(typeof(SessionEnded), "sessionEnded")]
[JsonDerivedType(typeof(InstanceTold), "instanceTold")]
[JsonDerivedType(typeof(InstanceGone), "instanceGone")]
[JsonDerivedType(typeof(CallInfoTold), "callInfoTold")]
[JsonDerivedType(typeof(RosterTold), "rosterTold")]
[JsonDerivedType(typeof(RosterCompleted), "rosterCompleted")]
[JsonDerivedType(typeof(PartStateChanged), "partStateChanged")]
[JsonDerivedType(typeof(PartDropped), "partDropped")]
[JsonDerivedType(typeof(WentStale), "wentStale")]
[JsonDerivedType(typeof(DegradedChanged), "degradedChanged")]
public abstract record CallChange
{
    private CallChange()
    {
    }

    public required Instant At { get; init; }

    /// <summary>A session begins; whoever its slots list is in it from then on.</summary>
    public sealed record SessionStarted(CallId Id) : CallChange;

    /// <summary>The session is over, at <see cref="CallChange.At"/>.</summary>
    public sealed record SessionEnded(string? Reason) : CallChange;

    /// <summary>The call list told of an instance: the whole of it, or what changed.</summary>
    public sealed record InstanceTold(InstanceKey Key, Epoch Epoch, bool IsWhole, bool IsProvisional, ElementValues Values) : CallChange
    {
        /// <summary>When it was first told, where that was before <see cref="CallChange.At"/>.</summary>
        public Instant? Since { get; init; }
    }

    /// <summary>The instance, with all its parts, is gone.</summary>
    /// <param name="SignOfLife">When it was last heard of, where nobody saw it go; else null.</param>
    public sealed record InstanceGone(InstanceKey Key, string? Reason, Instant? SignOfLife) : CallChange;

    /// <summary>The call info, the whole of it, or what changed.</summary>
    public sealed record CallInfoTold(InstanceKey Key, bool IsWhole, ElementValues Values) : CallChange;

    /// <summary>Entries of a roster.</summary>
    public sealed record RosterTold(InstanceKey Key, ImmutableArray<ParticipantUpdate> Updates) : CallChange;

    /// <summary>The roster's snapshot is in: what it did not repeat is gone.</summary>
    public sealed record RosterCompleted(InstanceKey Key) : CallChange;

    /// <summary>A part's subscription has another state. <c>active</c> opens the part in that epoch.</summary>
    public sealed record PartStateChanged(InstanceKey Key, SlotPart Part, Epoch Epoch, string State) : CallChange;

    /// <summary>A part was given up: nobody is subscribed to it any more.</summary>
    public sealed record PartDropped(InstanceKey Key, SlotPart Part) : CallChange;

    /// <summary>The parts that a connection fed are stale; all parts where <paramref name="Bridge"/> is null (a start).</summary>
    public sealed record WentStale(CallBridgeName? Bridge, Epoch? Epoch) : CallChange;

    /// <summary>The budget no longer allows for any roster of this call, or allows for one again.</summary>
    public sealed record DegradedChanged(bool IsDegraded) : CallChange;
}
