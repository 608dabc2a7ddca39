using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>
/// What one <c>callRoster</c> index currently says. Its bridge is the truth about it: an update or a removal of somebody whom it
/// never announced is noted and ignored, an add of somebody known replaces what was known.
/// </summary>
public sealed class RosterContent
{
    private readonly Dictionary<ParticipantId, ElementValues> _entries = [];
    private readonly RecentRemovals<ParticipantId, string?> _removed = new(bound: 256);

    public int Count => _entries.Count;

    /// <summary>How many there would be more with these.</summary>
    public int CountNew(ImmutableArray<ParticipantUpdate> updates) =>
        updates.Where(u => u.Type == UpdateType.Add && !_entries.ContainsKey(u.Participant)).DistinctBy(u => u.Participant).Count();

    /// <summary>All entries, as adds.</summary>
    public ImmutableArray<ParticipantUpdate> Entries =>
        [.. _entries.Select(e => new ParticipantUpdate(e.Key, UpdateType.Add, e.Value, null))];

    /// <summary>The last removals, with their reasons.</summary>
    public ImmutableArray<ParticipantUpdate> Removed =>
        [.. _removed.All.Select(r => new ParticipantUpdate(r.Id, UpdateType.Remove, ElementValues.Empty, r.Told))];

    /// <summary>The entries of a message that mean something; each of the others is given to <paramref name="note"/>.</summary>
    public ImmutableArray<ParticipantUpdate> Apply(ImmutableArray<ParticipantUpdate> updates, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(note);
        ImmutableArray<ParticipantUpdate>.Builder? kept = null;
        for (var i = 0; i < updates.Length; i++)
        {
            if (Apply(updates[i]) is { } problem)
            {
                note(problem);
                if (kept is null)
                {
                    kept = ImmutableArray.CreateBuilder<ParticipantUpdate>(updates.Length);
                    kept.AddRange(updates, i);
                }
            }
            else
            {
                kept?.Add(updates[i]);
            }
        }

        return kept?.DrainToImmutable() ?? updates;
    }

    private string? Apply(ParticipantUpdate update)
    {
        switch (update.Type)
        {
            case UpdateType.Add:
                _entries[update.Participant] = update.Elements;
                return null;
            case UpdateType.Update when _entries.TryGetValue(update.Participant, out var known):
                _entries[update.Participant] = known.With(update.Elements);
                return null;
            case UpdateType.Remove when _entries.Remove(update.Participant):
                _removed.Add(update.Participant, update.Reason);
                return null;
            case UpdateType.Update:
                return $"update of participant {update.Participant}, who was never added";
            case UpdateType.Remove:
                return $"removal of participant {update.Participant}, who is not there";
            default:
                return $"an unknown updateType for participant {update.Participant}";
        }
    }
}
