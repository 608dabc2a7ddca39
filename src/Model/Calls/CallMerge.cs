using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>
/// The merged call: a function of its slots and of nothing else, so the order of arrival over bridges does not matter
/// (design.md, "Merging"). The latest change among live parts counts, among stale ones if there is none; ties by bridge name.
/// </summary>
internal static class CallMerge
{
    /// <summary>The latest value of a call's element, over all its slots.</summary>
    public static ElementValue Latest(CallState state, Element element)
    {
        var best = default(Candidate);
        foreach (var slot in state.Slots)
        {
            best = Consider(best, slot, element);
        }

        return best.Value;
    }

    /// <summary>One instance's value: of its call list entry and its call info, whichever changed later.</summary>
    public static ElementValue OfInstance(Slot slot, Element element) => Consider(default, slot, element).Value;

    /// <summary><c>active</c> if any instance that counts says so, else the latest word.</summary>
    public static ElementValue AnyActive(CallState state, Element element)
    {
        var latest = default(Candidate);
        foreach (var slot in state.Slots)
        {
            if (Counts(state, slot) && OfInstance(slot, element).AsText == Words.Active)
            {
                return ElementValue.Of(Words.Active);
            }

            latest = Consider(latest, slot, element);
        }

        // "active" can only have come from a stale instance beside live ones, which does not count.
        return latest.Value.AsText == Words.Active ? ElementValue.Of(Words.Inactive) : latest.Value;
    }

    /// <summary>Locked only if all instances that count say so: a new one starts locked.</summary>
    public static ElementValue Locked(CallState state)
    {
        var other = ElementValue.None;
        var locked = ElementValue.None;
        foreach (var slot in state.Slots)
        {
            if (Counts(state, slot) && OfInstance(slot, Element.LockState) is { IsNone: false } value)
            {
                if (value.AsText == Words.Locked)
                {
                    locked = value;
                }
                else
                {
                    other = value;
                }
            }
        }

        return other.IsNone ? locked : other;
    }

    /// <summary>The largest figure of the instances that count; 0 where none was told.</summary>
    public static long Participants(CallState state)
    {
        double most = 0;
        foreach (var slot in state.Slots)
        {
            if (Counts(state, slot) && OfInstance(slot, Element.Participants).AsNumber is { } number && number > most)
            {
                most = number;
            }
        }

        return (long)Math.Min(most, long.MaxValue / 2);
    }

    public static string Freshness(CallState state)
    {
        var live = 0;
        foreach (var slot in state.Slots)
        {
            live += slot.Instance.IsLive ? 1 : 0;
        }

        return live == 0 ? Words.Stale : live == state.Slots.Length ? Words.Live : Words.Partial;
    }

    private static bool Counts(CallState state, Slot slot)
    {
        if (slot.Instance.IsLive)
        {
            return true;
        }

        foreach (var other in state.Slots)
        {
            if (other.Instance.IsLive)
            {
                return false;
            }
        }

        return true;
    }

    private static Candidate Consider(Candidate best, Slot slot, Element element)
    {
        best = best.Or(slot.Instance.Values, slot.Instance.IsLive, element);
        return slot.CallInfo is { } info ? best.Or(info.Values, info.IsLive && slot.Instance.IsLive, element) : best;
    }
}

/// <summary>The best value so far. Slots are walked in the order of their bridges' names, so of equals the first stays.</summary>
internal readonly record struct Candidate(bool Found, bool IsLive, Instant Time, ElementValue Value)
{
    public Candidate Or(StampedValues values, bool isLive, Element element)
    {
        if (!values.Present.Has(element))
        {
            return this;
        }

        var time = values.TimeOf(element);
        var better = !Found || (isLive && !IsLive) || (isLive == IsLive && time > Time);
        return better ? new Candidate(true, isLive, time, values[element]) : this;
    }
}

/// <summary>Words of the protocol and of the API that merging knows.</summary>
internal static class Words
{
    public const string Active = "active";
    public const string Inactive = "inactive";
    public const string Locked = "locked";
    public const string Live = "live";
    public const string Partial = "partial";
    public const string Stale = "stale";
}
