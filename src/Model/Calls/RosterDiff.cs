using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>What of a roster's message is news.</summary>
internal static class RosterDiff
{
    /// <summary>The update as far as it changes something, else null.</summary>
    public static ParticipantUpdate? Of(RosterPart roster, ParticipantUpdate update, Instant at)
    {
        roster.Entries.TryGetValue(update.Participant, out var entry);
        var known = entry is not null && entry.Epoch == roster.Epoch;
        switch (update.Type)
        {
            case UpdateType.Add:
                return known && ReferenceEquals(entry!.Values.Replace(update.Elements, at), entry.Values) ? null : update;
            case UpdateType.Update:
                return known && entry!.Values.Changes(update.Elements) ? update with { Elements = Differing(entry.Values, update.Elements) } : null;
            case UpdateType.Remove:
                return entry is null ? null : update;
            default:
                return null;
        }
    }

    /// <summary>What the whole roster knows last of those who have left. Whom it does not have otherwise, it may not have announced yet.</summary>
    public static ImmutableArray<ParticipantUpdate> Removed(CallFact.RosterWhole whole)
    {
        var there = whole.Entries.Select(e => e.Participant).ToHashSet();
        return [.. whole.Removed.Reverse().DistinctBy(r => r.Participant).Where(r => !there.Contains(r.Participant))];
    }

    /// <summary>The elements of an update that differ from what is known.</summary>
    public static ElementValues Differing(StampedValues known, ElementValues told)
    {
        var builder = new ElementValuesBuilder();
        foreach (var element in told.Present)
        {
            if (known[element] != told[element])
            {
                builder.Set(element, told[element]);
            }
        }

        return builder.Present == told.Present ? told : builder.Build();
    }
}
