using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.History;

/// <summary>
/// Reads history beside its writer (design.md, "Durability and the read side"). Everything is read as of a <see cref="HistoryMoment"/>,
/// so that the pages of one walk agree. Safe for any thread; each read takes a bounded time; errors are <see cref="StorageException"/>s.
/// </summary>
public interface IHistoryReader
{
    /// <summary>How many rows match.</summary>
    Task<long> CountAsync(HistoryQuery query, HistoryMoment moment, CancellationToken cancellation);

    /// <summary>
    /// The rows that match, in the query's order, at most so many: those after the one of that revision, or the first. Null if that row
    /// is no longer kept.
    /// </summary>
    Task<IReadOnlyList<HistoryRow>?> ReadAsync(HistoryQuery query, HistoryMoment moment, long after, int most, CancellationToken cancellation);

    /// <summary>The ended call of that id; null where none is kept.</summary>
    Task<EndedCall?> FindCallAsync(CallId call, HistoryMoment moment, CancellationToken cancellation);

    /// <summary>How many lines a call's own history has.</summary>
    Task<long> CountLinesAsync(CallId call, HistoryMoment moment, CancellationToken cancellation);

    /// <summary>The lines of a call's own history after that revision, in order, at most so many.</summary>
    Task<IReadOnlyList<HistoryRow>> ReadLinesAsync(CallId call, HistoryMoment moment, long after, int most, CancellationToken cancellation);
}

/// <summary>What part of history is seen: up to a revision, and nothing that ended before a time.</summary>
public readonly record struct HistoryMoment(long Revision, Instant Oldest);

/// <summary>A row of history.</summary>
/// <param name="Revision">That of the change which made it.</param>
/// <param name="Body">The object as JSON, as the API shows it.</param>
public readonly record struct HistoryRow(long Revision, string Body);

/// <summary>An ended call.</summary>
/// <param name="Body">The call as JSON, as the API shows it.</param>
public sealed record EndedCall(ClusterName Cluster, string Body);
