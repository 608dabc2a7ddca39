using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>
/// One call of one cluster: its slots, and the session that they make up. Immutable. A call whose session has ended is
/// <see cref="None"/> again: nothing of it is left to remember.
/// </summary>
public sealed record CallState(
    Session? Session, ImmutableArray<Slot> Slots, ImmutableDictionary<ParticipantId, Presence> Present, bool IsDegraded)
{
    /// <summary>Nothing is known.</summary>
    public static CallState None { get; } = new(null, [], ImmutableDictionary<ParticipantId, Presence>.Empty, false);

    /// <summary>Whom only an instance that is gone has listed, until a roster settles who is there; mostly null.</summary>
    public Orphans? Orphans { get; init; }

    /// <summary>Who left lately by a roster's word; mostly null.</summary>
    public RecentLeaves? Leaves { get; init; }

    /// <summary>
    /// Of whom a roster told why they left, in a session that has ended, while another roster lists them still: where that makes up the
    /// session that follows, it has the reason, too. Null between events: that session begins in the same one.
    /// </summary>
    [JsonIgnore]
    public ImmutableDictionary<ParticipantId, Presence>? Leaving { get; init; }

    public bool IsNone => Session is null && Slots.IsEmpty;

    /// <summary>Whether the view may rely on somebody's list: who is in no live roster is gone.</summary>
    public bool HasLiveCompleteRoster
    {
        get
        {
            foreach (var slot in Slots)
            {
                if (slot.Roster is { IsLive: true, IsComplete: true })
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// The slots that make up what is shown: of two GUIDs of one bridge the younger (design.md, "Merging"). All of them, nearly always.
    /// </summary>
    internal ImmutableArray<Slot> ShownSlots
    {
        get
        {
            for (var i = 1; i < Slots.Length; i++)
            {
                if (Slots[i].Key.Bridge == Slots[i - 1].Key.Bridge)
                {
                    return [.. Slots.Where(slot => !Slots.Any(other => other.IsYoungerThan(slot)))];
                }
            }

            return Slots;
        }
    }

    public Slot? Find(InstanceKey key)
    {
        var place = PlaceOf(key);
        return place < 0 ? null : Slots[place];
    }

    /// <summary>The state with that slot, new or replaced; slots stay sorted by bridge and GUID.</summary>
    public CallState With(Slot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var place = PlaceOf(slot.Key);
        if (place >= 0)
        {
            return this with { Slots = Slots.SetItem(place, slot) };
        }

        place = 0;
        while (place < Slots.Length && Slots[place].Key < slot.Key)
        {
            place++;
        }

        return this with { Slots = Slots.Insert(place, slot) };
    }

    public CallState Without(InstanceKey key) => PlaceOf(key) is var place and >= 0 ? this with { Slots = Slots.RemoveAt(place) } : this;

    private int PlaceOf(InstanceKey key)
    {
        for (var i = 0; i < Slots.Length; i++)
        {
            if (Slots[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>One use of a space, or one ad hoc call.</summary>
/// <param name="Name">Of all names that were told and not empty, the one told last.</param>
/// <param name="CallType">The last call type that was told, so that an ended call still has one.</param>
/// <param name="AwaitingSince">When the last instance went; null while there is one.</param>
/// <param name="EndReason">Why the last instance went.</param>
public sealed record Session(CallId Id, Instant StartedAt, string Name, ElementValue CallType, Instant? AwaitingSince, string? EndReason)
{
    /// <summary>When <see cref="Name"/> was told: with it, the name does not depend on the order in which bridges arrive.</summary>
    public Instant NameAt { get; init; }

    /// <summary>When <see cref="CallType"/> was told.</summary>
    public Instant CallTypeAt { get; init; }

    /// <summary>The Call Bridge whose instance was the last; null while there is one.</summary>
    public CallBridgeName? EndedBy { get; init; }

    /// <summary>The last sign of life of the instances that are gone.</summary>
    public Instant GoneHeardAt { get; init; }

    /// <summary>The session at a start: what is later by the clock, which was set back then, counts from the start.</summary>
    internal Session Until(Instant start) => this with
    {
        AwaitingSince = AwaitingSince > start ? start : AwaitingSince,
        GoneHeardAt = GoneHeardAt > start ? start : GoneHeardAt,
    };
}

/// <summary>
/// The roster of an instance that went while the call goes on elsewhere and no other roster was complete. Whom it lists may well be
/// hosted by another bridge: it counts like a stale roster.
/// </summary>
/// <param name="Reason">Why those left who turn out to be gone with it.</param>
public sealed record Orphans(string Reason, ImmutableDictionary<ParticipantId, RosterEntry> Entries);

/// <summary>A participant of the merged call.</summary>
/// <param name="ToldReason">Why it left, told by one roster while another still lists it.</param>
/// <param name="ToldBy">The roster that told it; it takes it back by listing the participant again.</param>
public readonly record struct Presence(Instant JoinedAt, string? ToldReason, InstanceKey? ToldBy = null);
