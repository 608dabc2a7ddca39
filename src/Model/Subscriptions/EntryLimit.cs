using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>
/// Keeps what a list holds within a limit, which others may share: what is new beyond it is refused. Once there is room again for what
/// was refused, the list has to be told anew. Not safe for threads.
/// </summary>
/// <param name="setting">What the limit is called where it can be set.</param>
/// <param name="limit">The most entries; a tenth of it has to be free before the list is worth being told anew.</param>
public sealed class EntryLimit(string setting, int limit)
{
    private readonly string _problem = FormattableString.Invariant($"there is more than {setting} ({limit}) allows: what is beyond is not shown");
    private long _refused;

    /// <summary>Whether something is missing that there is room for again.</summary>
    /// <param name="held">What is held now, by all who share the limit.</param>
    public bool IsOutdated(int held) => _refused > 0 && held <= limit - (limit / 10);

    /// <summary>The updates that fit; that others do not is given to <paramref name="note"/> once.</summary>
    /// <param name="held">What is held before them, by all who share the limit.</param>
    /// <param name="isKnown">Whether the list holds this id before them.</param>
    public ImmutableArray<CallUpdate> Admit(ImmutableArray<CallUpdate> updates, int held, Func<CallGuid, bool> isKnown, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(isKnown);
        return Admit(updates, held, static u => (u.Call.Value, u.Type), id => isKnown(new CallGuid(id)), note);
    }

    /// <summary>The same for a roster.</summary>
    public ImmutableArray<ParticipantUpdate> Admit(
        ImmutableArray<ParticipantUpdate> updates, int held, Func<ParticipantId, bool> isKnown, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(isKnown);
        return Admit(updates, held, static u => (u.Participant.Value, u.Type), id => isKnown(new ParticipantId(id)), note);
    }

    private ImmutableArray<T> Admit<T>(
        ImmutableArray<T> updates, int held, Func<T, (Guid Id, UpdateType Type)> of, Func<Guid, bool> isKnown, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (_refused == 0 && held + updates.Length <= limit)
        {
            return updates;
        }

        var added = new HashSet<Guid>();
        var admitted = ImmutableArray.CreateBuilder<T>();
        foreach (var update in updates)
        {
            var (id, type) = of(update);
            if (added.Contains(id) || isKnown(id) || Admits(type, held + added.Count))
            {
                admitted.Add(update);
                if (type == UpdateType.Add && !isKnown(id))
                {
                    added.Add(id);
                }
            }
        }

        if (admitted.Count < updates.Length)
        {
            note(_problem);
        }

        return admitted.DrainToImmutable();
    }

    // Of somebody who is not held: new, or refused before, or a mistake of the bridge.
    private bool Admits(UpdateType type, int held)
    {
        switch (type)
        {
            case UpdateType.Add when held >= limit:
                _refused++;
                return false;
            case UpdateType.Update:
                return _refused == 0;
            case UpdateType.Remove when _refused > 0:
                _refused--;
                return false;
            default:
                return true;
        }
    }
}
