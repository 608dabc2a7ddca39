using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>What one <c>calls</c> index currently says, as <see cref="RosterContent"/> is for rosters.</summary>
public sealed class CallListContent
{
    private readonly Dictionary<CallGuid, ListedCall> _calls = [];
    private readonly RecentRemovals<CallGuid, CallRemoval> _removed = new(bound: 256);

    public int Count => _calls.Count;

    /// <summary>All that is known of a call; null where the list does not have it.</summary>
    public ListedCall? Find(CallGuid call) => _calls.GetValueOrDefault(call);

    /// <summary>How a call was removed; null where that is not remembered.</summary>
    public CallRemoval? RemovalOf(CallGuid call) => _removed.Find(call);

    /// <summary>The entries of a message that mean something; each of the others is given to <paramref name="note"/>.</summary>
    public ImmutableArray<CallUpdate> Apply(Instant at, ImmutableArray<CallUpdate> updates, Action<string> note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var kept = ImmutableArray.CreateBuilder<CallUpdate>(updates.Length);
        foreach (var update in updates)
        {
            if (Apply(at, update) is { } problem)
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

    private string? Apply(Instant at, CallUpdate update)
    {
        switch (update.Type)
        {
            case UpdateType.Add:
                _calls[update.Call] = new ListedCall(update.Elements, _calls.GetValueOrDefault(update.Call)?.Since ?? at);
                return null;
            case UpdateType.Update when _calls.TryGetValue(update.Call, out var known):
                _calls[update.Call] = known with { Values = known.Values.With(update.Elements) };
                return null;
            case UpdateType.Remove when _calls.Remove(update.Call):
                _removed.Add(update.Call, new CallRemoval(at, update.Reason));
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

/// <summary>What a list says of a call.</summary>
/// <param name="Since">When the list first told of it.</param>
public sealed record ListedCall(ElementValues Values, Instant Since);

/// <summary>When a list told that a call is gone, and why, as far as it said so.</summary>
public sealed record CallRemoval(Instant At, string? Reason);
