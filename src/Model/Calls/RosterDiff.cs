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

    /// <summary>Removes for those whom this epoch told once and the whole roster no longer has.</summary>
    public static ImmutableArray<ParticipantUpdate> Missing(RosterPart roster, CallFact.RosterWhole whole)
    {
        var there = whole.Entries.Select(e => e.Participant).ToHashSet();
        var told = whole.Removed.ToLookup(r => r.Participant, r => r.Reason);
        return
        [
            .. roster.Entries
                .Where(e => !there.Contains(e.Key) && (e.Value.Epoch == roster.Epoch || told.Contains(e.Key)))
                .Select(e => new ParticipantUpdate(e.Key, UpdateType.Remove, ElementValues.Empty, told[e.Key].LastOrDefault())),
        ];
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
