using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Views;

/// <summary>
/// What the API reads: everything that is live, as of one revision. Immutable: a reader keeps the one it has, however long it
/// takes; the next one shares what did not change. A fold of the change feed.
/// </summary>
public sealed class ReadModel
{
    private ReadModel(
        long revision,
        ImmutableSortedDictionary<CallId, LiveCall> calls,
        ImmutableDictionary<(ClusterName Cluster, CallBridgeName Bridge), CallBridgeView> bridges,
        long participants)
    {
        Revision = revision;
        Calls = calls;
        CallBridges = bridges;
        ParticipantCount = participants;
    }

    public static ReadModel Empty { get; } = new(
        0, ImmutableSortedDictionary<CallId, LiveCall>.Empty, ImmutableDictionary<(ClusterName, CallBridgeName), CallBridgeView>.Empty, 0);

    /// <summary>The last change that is in.</summary>
    public long Revision { get; }

    /// <summary>Active calls, by id.</summary>
    public ImmutableSortedDictionary<CallId, LiveCall> Calls { get; }

    public ImmutableDictionary<(ClusterName Cluster, CallBridgeName Bridge), CallBridgeView> CallBridges { get; }

    /// <summary>Participants of all active calls.</summary>
    public long ParticipantCount { get; }

    /// <summary>The model after these changes, which follow each other and the model's revision.</summary>
    public ReadModel Apply(IReadOnlyCollection<Change> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count == 0)
        {
            return this;
        }

        var fold = new ReadModelFold(Calls.ToBuilder(), CallBridges.ToBuilder(), ParticipantCount);
        var revision = Revision;
        foreach (var change in changes)
        {
            if (change.Revision != revision + 1)
            {
                throw new InvalidOperationException($"Revision {change.Revision} does not follow {revision}.");
            }

            fold.Apply(change.Publication);
            revision = change.Revision;
        }

        return new ReadModel(revision, fold.Calls.ToImmutable(), fold.Bridges.ToImmutable(), fold.Participants);
    }

    /// <summary>A model from what is live at a revision.</summary>
    public static ReadModel Restore(long revision, IEnumerable<Publication> live)
    {
        ArgumentNullException.ThrowIfNull(live);
        var fold = new ReadModelFold(Empty.Calls.ToBuilder(), Empty.CallBridges.ToBuilder(), 0);
        foreach (var publication in live)
        {
            fold.Apply(publication);
        }

        return new ReadModel(revision, fold.Calls.ToImmutable(), fold.Bridges.ToImmutable(), fold.Participants);
    }
}

/// <summary>An active call with its participants.</summary>
public sealed record LiveCall(CallView View, ImmutableSortedDictionary<ParticipantId, ParticipantView> Participants)
{
    public static LiveCall Of(CallView view) => new(view, ImmutableSortedDictionary<ParticipantId, ParticipantView>.Empty);
}
