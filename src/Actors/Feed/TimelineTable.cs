using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What happened in each call, in order.</summary>
internal sealed class TimelineTable(Database database)
{
    private readonly Statement _insert = database.Prepare("INSERT INTO timeline (revision, call, time, body) VALUES ($1, $2, $3, $4)");

    private readonly Statement _clean = database.Prepare(
        "DELETE FROM timeline WHERE revision IN (SELECT revision FROM timeline WHERE time < $1 ORDER BY time LIMIT $2)");

    /// <summary>Keeps the publication if it is of a call.</summary>
    public void Apply(long revision, Publication publication)
    {
        if (publication.InCall is { } call)
        {
            _insert.Write(revision, call.ToString(), publication.Time.Milliseconds, CallHistoryLine.Write(revision, publication));
        }
    }

    /// <summary>Deletes what happened before that time, at most so many lines. Whether there may be more.</summary>
    public bool Clean(Instant before, int most) => _clean.Run(before.Milliseconds, most) == most;
}
