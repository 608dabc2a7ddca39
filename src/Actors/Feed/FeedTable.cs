using System.Data.Common;
using System.Text.Json;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The published changes of the last minutes, and the counter that numbers them: gap-free, because both are in one transaction.</summary>
internal sealed class FeedTable(Database database)
{
    private readonly Statement _lock = database.Prepare($"UPDATE counter SET revision = revision RETURNING revision, {database.Engine.Clock}");
    private readonly Statement _clock = database.Prepare("SELECT " + database.Engine.Clock);
    private readonly Statement _set = database.Prepare("UPDATE counter SET revision = $1");
    private readonly Statement _last = database.Prepare("SELECT revision FROM counter");
    private readonly Statement _after = database.Prepare("SELECT revision, time, type, bridges, body FROM feed WHERE revision > $1 ORDER BY revision LIMIT $2");
    private readonly Statement? _notify = database.Engine.Notify is { } notify ? database.Prepare(notify) : null;
    private readonly Statement _oldest = database.Prepare("SELECT revision, appended FROM feed ORDER BY revision LIMIT $1");
    private readonly Statement _delete = database.Prepare("DELETE FROM feed WHERE revision <= $1");

    private readonly Statement _insert = database.Prepare(
        """
        INSERT INTO feed (revision, appended, time, type, cluster, call, participant, call_bridge, bridges, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """);

    public long Last => _last.Number() ?? throw NoCounter();

    /// <summary>
    /// The last revision, and the server's clock. The revision stays the last until this transaction sets another one: writers of several nodes queue here. So what
    /// is read after this is read after everything that another of them has committed.
    /// </summary>
    public (long Last, Instant? Clock) Lock() => _lock.Rows(row => (row.GetInt64(0), row.IsDBNull(1) ? (Instant?)null : new Instant(row.GetInt64(1)))) switch
    {
        [var counter] => counter,
        _ => throw NoCounter(),
    };

    /// <summary>The server's clock; null where there is no server.</summary>
    public Instant? Clock() => _clock.Number() is { } milliseconds ? new Instant(milliseconds) : null;

    /// <summary>Sets the last revision, and tells it to other nodes.</summary>
    public void SetLast(long revision)
    {
        _set.Write(revision);
        _notify?.Write(revision);
    }

    /// <summary>The changes that follow a revision, at most so many; null where some are kept no longer, or it has never been there.</summary>
    public List<Change>? After(long revision, int most)
    {
        var last = Last;
        var changes = _after.Rows(Change, revision, most);
        var follow = changes is [var first, ..] ? first.Revision == revision + 1 : last == revision;
        return follow ? changes : null;
    }

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

    private Change Change(DbDataReader row)
    {
        try
        {
            var type = PublicationNames.Parse(row.GetString(2)) ?? throw new JsonException($"'{row.GetString(2)}' is no change that this version knows.");
            var publication = Body.Read(type, new Instant(row.GetInt64(1)), row.GetString(4)) with
            {
                KnownConcerns = row.IsDBNull(3) ? default : BridgeNames.Read(row.GetString(3)),
            };
            return new Change(row.GetInt64(0), publication) { Body = row.GetString(4) };
        }
        catch (JsonException e)
        {
            throw new StorageException($"{database.Name} is corrupt: row {row.GetInt64(0)} of feed cannot be read: {e.Message}", e);
        }
    }

    private StorageException NoCounter() => new(database.Name + " is corrupt: its counter is not there.");
}
