using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The published changes of the last minutes, and the counter that numbers them: gap-free, because both are in one transaction.</summary>
internal sealed class FeedTable(Database database)
{
    private readonly Statement _take = database.Prepare("UPDATE counter SET revision = revision + $1 RETURNING revision");
    private readonly Statement _last = database.Prepare("SELECT revision FROM counter");
    private readonly Statement _oldest = database.Prepare("SELECT revision, appended FROM feed ORDER BY revision LIMIT $1");
    private readonly Statement _delete = database.Prepare("DELETE FROM feed WHERE revision <= $1");

    private readonly Statement _insert = database.Prepare(
        """
        INSERT INTO feed (revision, appended, time, type, cluster, call, participant, call_bridge, bridges, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """);

    public long Last => _last.Number() ?? throw new StorageException(database.Name + " is corrupt: its counter is not there.");

    /// <summary>Takes the next revisions, one for each publication: the first of them.</summary>
    public long Take(int count) =>
        1 - count + (_take.Number(count) ?? throw new StorageException(database.Name + " is corrupt: its counter is not there."));

    public void Insert(long revision, Instant now, Publication publication, string body) => _insert.Write(
        revision,
        now.Milliseconds,
        publication.Time.Milliseconds,
        publication.Type.Name(),
        publication.Cluster.Value,
        publication.InCall?.ToString(),
        publication.Participant?.Participant.ToString(),
        publication.CallBridge?.Name.Value,
        BridgeNames.Write(publication.Concerns),
        body);

    /// <summary>Deletes the oldest rows, as far as they were appended before that time and at most so many. Whether there may be more.</summary>
    public bool Clean(Instant before, int most)
    {
        var last = 0L;
        var old = 0;
        foreach (var (revision, appended) in _oldest.Rows(row => (row.GetInt64(0), row.GetInt64(1)), most))
        {
            // A clock that was set back does not make a hole: what is kept is a whole end of the feed.
            if (appended >= before.Milliseconds)
            {
                break;
            }

            last = revision;
            old++;
        }

        if (old > 0)
        {
            _delete.Run(last);
        }

        return old == most;
    }
}
