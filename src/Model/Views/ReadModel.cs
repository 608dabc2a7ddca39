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
        CallIndexes indexes,
        ImmutableDictionary<(ClusterName Cluster, CallBridgeName Bridge), CallBridgeView> bridges,
        long participants)
    {
        Revision = revision;
        Calls = calls;
        Indexes = indexes;
        CallBridges = bridges;
        ParticipantCount = participants;
    }

    public static ReadModel Empty { get; } = new(
        0, ImmutableSortedDictionary<CallId, LiveCall>.Empty, CallIndexes.Empty,
        ImmutableDictionary<(ClusterName, CallBridgeName), CallBridgeView>.Empty, 0);

    /// <summary>The last change that is in.</summary>
    public long Revision { get; }

    /// <summary>Active calls, by id.</summary>
    public ImmutableSortedDictionary<CallId, LiveCall> Calls { get; }

    public CallIndexes Indexes { get; }

    public ImmutableDictionary<(ClusterName Cluster, CallBridgeName Bridge), CallBridgeView> CallBridges { get; }

    /// <summary>Participants of all active calls.</summary>
    public long ParticipantCount { get; }

    /// <summary>
    /// Active calls by id: those that an index has of that correlator, or else of those clusters; all of them where neither is given.
    /// </summary>
    public IEnumerable<LiveCall> Find(IReadOnlyCollection<ClusterName>? clusters, CallCorrelator? correlator) =>
        correlator is { } one ? (Indexes.ByCorrelator.GetValueOrDefault(one) ?? []).Select(id => Calls[id])
        : clusters is null ? Calls.Values
        : Indexes.OfClusters(clusters).Select(id => Calls[id]);

    /// <summary>The model after these changes, which follow each other and the model's revision.</summary>
    public ReadModel Apply(IReadOnlyCollection<Change> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count == 0)
        {
            return this;
        }

        var fold = new ReadModelFold(Calls.ToBuilder(), Indexes, CallBridges.ToBuilder(), ParticipantCount);
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

        return new ReadModel(revision, fold.Calls.ToImmutable(), fold.Indexes, fold.Bridges.ToImmutable(), fold.Participants);
    }

    /// <summary>A model from what is live at a revision.</summary>
    public static ReadModel Restore(long revision, IEnumerable<Publication> live)
    {
        ArgumentNullException.ThrowIfNull(live);
        var fold = new ReadModelFold(Empty.Calls.ToBuilder(), CallIndexes.Empty, Empty.CallBridges.ToBuilder(), 0);
        foreach (var publication in live)
        {
            fold.Apply(publication);
        }

        return new ReadModel(revision, fold.Calls.ToImmutable(), fold.Indexes, fold.Bridges.ToImmutable(), fold.Participants);
    }
}
