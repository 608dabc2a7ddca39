using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// Reads the feed's rows beside its writer, for those who resume from before what is in memory. Safe for any thread; storage errors
/// are <see cref="StorageException"/>s.
/// </summary>
public interface IChangeReader
{
    /// <summary>
    /// The changes that follow that revision, which is not the newest: oldest first, without a gap, at most so many. None if the first
    /// of them is no longer kept.
    /// </summary>
    Task<IReadOnlyList<PublishedChange>> ReadAsync(long after, int most, CancellationToken cancellation);

    /// <summary>The newest revision, whichever node gave it; this node's view may not have come as far.</summary>
    Task<long> LastAsync(CancellationToken cancellation);
}
