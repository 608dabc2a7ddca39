using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>What one <c>calls</c> index currently says, as <see cref="RosterContent"/> is for rosters.</summary>
public sealed class CallListContent
{
    private readonly Dictionary<CallGuid, ElementValues> _calls = [];
    private readonly RecentRemovals<CallGuid> _removed = new(bound: 256);

    public int Count => _calls.Count;

    /// <summary>All that is known of a call; null where the list does not have it.</summary>
    public ElementValues? Find(CallGuid call) => _calls.GetValueOrDefault(call);

    /// <summary>Why a call was removed, as far as that was told and is remembered.</summary>
    public string? ReasonOfRemoval(CallGuid call) => _removed.ReasonOf(call);

    /// <summary>The entries of a message that mean something; each of the others is given to <paramref name="note"/>.</summary>
    public ImmutableArray<CallUpdate> Apply(ImmutableArray<CallUpdate> updates, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var kept = ImmutableArray.CreateBuilder<CallUpdate>(updates.Length);
        foreach (var update in updates)
        {
            if (Apply(update) is { } problem)
            {
                note(problem);
            }
            else
            {
                kept.Add(update);
            }
        }

        return kept.DrainToImmutable();
    }

    private string? Apply(CallUpdate update)
    {
        switch (update.Type)
        {
            case UpdateType.Add:
                _calls[update.Call] = update.Elements;
                return null;
            case UpdateType.Update when _calls.TryGetValue(update.Call, out var known):
                _calls[update.Call] = known.With(update.Elements);
                return null;
            case UpdateType.Remove when _calls.Remove(update.Call):
                _removed.Add(update.Call, update.Reason);
                return null;
            case UpdateType.Update:
                return $"update of call {update.Call}, which was never added";
            case UpdateType.Remove:
                return $"removal of call {update.Call}, which is not there";
            default:
                return $"an unknown updateType for call {update.Call}";
        }
    }
}
