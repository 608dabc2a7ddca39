using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Api.History;

/// <summary>
/// What part of history a walk sees, the same on all its pages. The oldest end that is shown moves on in steps, so that equal requests are
/// answered equally; what is behind it is deleted much later.
/// </summary>
internal sealed class HistoryMoments(HistorySettings settings, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>That of a walk; null if rows that it has shown, or would have, may have been deleted since it began.</summary>
    public HistoryMoment? Of(Walk walk) => walk.At is not { } at ? Now(walk.Revision)
        : new Instant(at.Oldest) is var oldest && oldest + settings.StoredTime >= Instant.Of(time.GetUtcNow())
            ? new HistoryMoment(walk.Revision.Number, oldest)
            : null;

    public HistoryMoment Now(Revision revision)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var step = (long)Step.TotalMilliseconds;
        return new HistoryMoment(revision.Number, new Instant(now - (now % step)) + -settings.HistoryTime);
    }
}
