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
        foreach (var slot in state.ShownSlots)
        {
            best = best.Or(Said(slot, element));
        }

        return best.Value;
    }

    /// <summary>One instance's value: of its call list entry and its call info, whichever changed later.</summary>
    public static ElementValue OfInstance(Slot slot, Element element) => Said(slot, element).Value;

    /// <summary><c>active</c> if any instance that counts says so, else the latest word.</summary>
    public static ElementValue AnyActive(CallState state, Element element)
    {
        var onlyLive = AnyLiveSays(state, element);
        var latest = default(Candidate);
        foreach (var slot in state.ShownSlots)
        {
            var said = Said(slot, element);
            if (Counts(said, onlyLive))
            {
                if (said.Value.AsText == Words.Active)
                {
                    return said.Value;
                }

                latest = latest.Or(said);
            }
        }

        return latest.Value;
    }

    /// <summary>Locked only if all instances that count say so: a new one starts locked.</summary>
    public static ElementValue Locked(CallState state)
    {
        var onlyLive = AnyLiveSays(state, Element.LockState);
        var locked = default(Candidate);
        var other = default(Candidate);
        foreach (var slot in state.ShownSlots)
        {
            var said = Said(slot, Element.LockState);
            if (Counts(said, onlyLive))
            {
                (locked, other) = said.Value.AsText == Words.Locked ? (locked.Or(said), other) : (locked, other.Or(said));
            }
        }

        return other.Found ? other.Value : locked.Value;
    }

    /// <summary>The largest figure of the instances that count; 0 where none was told.</summary>
    public static long Participants(CallState state)
    {
        var onlyLive = AnyLiveSays(state, Element.Participants);
        long most = 0;
        foreach (var slot in state.ShownSlots)
        {
            var said = Said(slot, Element.Participants);
            most = Counts(said, onlyLive) ? Math.Max(most, Figure(said.Value)) : most;
        }

        return most;
    }

    /// <summary>A number of participants; 0 where none was told.</summary>
    public static long Figure(ElementValue value) => (long)Math.Clamp(value.AsNumber ?? 0, 0, int.MaxValue);

    public static string Freshness(CallState state)
    {
        var live = 0;
        foreach (var slot in state.ShownSlots)
        {
            live += slot.Instance.IsLive ? 1 : 0;
        }

        return live == 0 ? Words.Stale : live == state.ShownSlots.Length ? Words.Live : Words.Partial;
    }

    private static bool Counts(Candidate said, bool onlyLive) => !said.Value.IsNone && (said.IsLive || !onlyLive);

    private static bool AnyLiveSays(CallState state, Element element)
    {
        foreach (var slot in state.ShownSlots)
        {
            if (Said(slot, element) is { IsLive: true, Value.IsNone: false })
            {
                return true;
            }
        }

        return false;
    }

    // Each part is live or stale by itself: a call info may well outlive the list of calls, on another connection.
    private static Candidate Said(Slot slot, Element element)
    {
        var said = default(Candidate).Or(slot.Instance.Values, slot.Instance.IsLive, element);
        return slot.CallInfo is { } info ? said.Or(info.Values, info.IsLive, element) : said;
    }
}
