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

    /// <summary>Whether the entry was told by the connection that lives.</summary>
    public bool Tells(RosterEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return IsLive && entry.Epoch == Epoch;
    }
}

/// <summary>One participant in one roster.</summary>
public sealed record RosterEntry(Epoch Epoch, StampedValues Values);
