using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>The parts of a slot that have a subscription of their own.</summary>
public enum SlotPart
{
    CallInfo,
    Roster,
}

/// <summary>
/// One Call Bridge's part of one call. Its three parts are fed by one subscription each, carry that connection's epoch, and turn
/// stale each by itself (design.md, "Merging").
/// </summary>
public sealed record Slot(InstanceKey Key, InstancePart Instance, CallInfoPart? CallInfo, RosterPart? Roster)
{
    /// <summary>Whether it is the younger one of two of the same bridge.</summary>
    internal bool IsYoungerThan(Slot other) =>
        Key.Bridge == other.Key.Bridge
        && (Instance.AddedAt > other.Instance.AddedAt || (Instance.AddedAt == other.Instance.AddedAt && Key > other.Key));

    /// <summary>The slot after a sign of life of its call: whatever its subscriptions tell is one.</summary>
    internal Slot HeardOf(Instant at) => at > Instance.HeardAt ? this with { Instance = Instance with { HeardAt = at } } : this;
}

/// <summary>What the <c>calls</c> subscription says.</summary>
/// <param name="Epoch">The connection that told it last.</param>
/// <param name="StaleSince">Null while that connection lives.</param>
/// <param name="AddedAt">When the instance was first told.</param>
/// <param name="HeardAt">The last sign of life.</param>
/// <param name="IsProvisional">
/// It came while all the session's other instances were stale: whether it belongs to that session is settled by their fences.
/// </param>
public sealed record InstancePart(
    Epoch Epoch, Instant? StaleSince, StampedValues Values, Instant AddedAt, Instant HeardAt, bool IsProvisional)
{
    public bool IsLive => StaleSince is null;
}

/// <summary>What the <c>callInfo</c> subscription says.</summary>
public sealed record CallInfoPart(string State, Epoch Epoch, Instant? StaleSince, StampedValues Values)
{
    public bool IsLive => StaleSince is null && State == SubscriptionWords.Active;
}

/// <summary>What the <c>callRoster</c> subscription says.</summary>
/// <param name="IsComplete">The snapshot of this epoch is in: who is not listed is not there.</param>
/// <param name="Entries">Those of an older epoch than the part's wait for the fence.</param>
public sealed record RosterPart(
    string State, Epoch Epoch, Instant? StaleSince, bool IsComplete, ImmutableDictionary<ParticipantId, RosterEntry> Entries)
{
    public bool IsLive => StaleSince is null && State == SubscriptionWords.Active;

    /// <summary>Until when it was live and complete: whom it does not list was not there then. Null where it never was, and while it is.</summary>
    public Instant? CompleteUntil { get; init; }

    /// <summary>Until when the entry was told, where it is not told any more.</summary>
    internal Instant ToldUntil(RosterEntry entry) => entry.ToldUntil ?? StaleSince ?? default;

    /// <summary>The part from that moment on, from which on its connection or its index vouches for it no more.</summary>
    internal RosterPart Ended(Instant at) => this with
    {
        IsComplete = false,
        CompleteUntil = IsLive && IsComplete ? at : CompleteUntil,
    };

    /// <summary>Whether the entry was told by the connection that lives.</summary>
    public bool Tells(RosterEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return IsLive && entry.Epoch == Epoch;
    }
}

/// <summary>One participant in one roster.</summary>
public sealed record RosterEntry(Epoch Epoch, StampedValues Values)
{
    /// <summary>Until when it was told, where the roster went on without repeating it so far.</summary>
    public Instant? ToldUntil { get; init; }
}
