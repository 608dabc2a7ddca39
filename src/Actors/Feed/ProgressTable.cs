using System.Text.Json;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>How far the feed has come with an aggregate.</summary>
internal readonly record struct Progress(string PersistenceId, long Sequence);

/// <summary>The sequence number that the feed has reached, for each persistence id that it knows.</summary>
internal sealed class ProgressTable(Database database)
{
    private readonly Statement _of = database.Prepare(
        $"SELECT persistence_id, sequence FROM progress WHERE {database.Engine.In("persistence_id", "$1")}");

    private readonly Statement _within = database.Prepare(
        "SELECT persistence_id, sequence FROM progress WHERE persistence_id >= $1 AND persistence_id < $2");

    private readonly Statement _all = database.Prepare("SELECT persistence_id, sequence FROM progress");
    private readonly Statement _delete = database.Prepare("DELETE FROM progress WHERE persistence_id = $1");
    private readonly Statement _snapshotsGone = database.Prepare("UPDATE progress SET ended = 2, cleaned = $2 WHERE persistence_id = $1");

    private readonly Statement _set = database.Prepare(
        """
        INSERT INTO progress (persistence_id, sequence, ended) VALUES ($1, $2, $3)
        ON CONFLICT (persistence_id) DO UPDATE SET sequence = excluded.sequence, ended = excluded.ended
        """);

    private readonly Statement _ended = database.Prepare("SELECT persistence_id, sequence FROM progress WHERE ended = 1 LIMIT $1");

    // A clock that was set back does not keep a row for longer.
    private readonly Statement _withoutSnapshots = database.Prepare(
        "SELECT persistence_id, sequence FROM progress WHERE ended = 2 AND (cleaned <= $1 OR cleaned > $2) LIMIT $3");

    private readonly Statement _living = database.Prepare("SELECT persistence_id, sequence FROM progress WHERE ended = 0");
    private readonly Statement _forgotten = database.Prepare("SELECT persistence_id, sequence FROM progress WHERE ended = 2");

    /// <summary>The numbers reached, of those ids that the feed knows.</summary>
    public Dictionary<string, long> Of(IEnumerable<string> persistenceIds) => ById(Read(_of, JsonSerializer.Serialize(persistenceIds, NamesJson.Default.IEnumerableString)));

    /// <summary>Those of a range.</summary>
    public Dictionary<string, long> Within((string From, string To) range) => ById(Read(_within, range.From, range.To));

    public void Set(FeedEntry entry) => _set.Write(entry.PersistenceId, entry.Sequence, entry.IsEnd ? 1 : 0);

    public Dictionary<string, long> All() => ById(Read(_all));

    public List<Progress> Living() => Read(_living);

    /// <summary>Aggregates that ended and may still have snapshots.</summary>
    public List<Progress> Ended(int most) => Read(_ended, most);

    /// <summary>Aggregates that ended and whose snapshots were deleted at that time or before.</summary>
    public List<Progress> WithoutSnapshots(Instant until, Instant now, int most) => Read(_withoutSnapshots, until.Milliseconds, now.Milliseconds, most);

    /// <summary>Aggregates whose journal rows may be gone already.</summary>
    public List<Progress> WithoutSnapshots() => Read(_forgotten);

    public void SnapshotsAreGone(string persistenceId, Instant now) => _snapshotsGone.Write(persistenceId, now.Milliseconds);

    public void Forget(string persistenceId) => _delete.Write(persistenceId);

    private static Dictionary<string, long> ById(List<Progress> found) =>
        found.ToDictionary(p => p.PersistenceId, p => p.Sequence, StringComparer.Ordinal);

    private static List<Progress> Read(Statement statement, params ReadOnlySpan<object?> values) =>
        statement.Rows(row => new Progress(row.GetString(0), row.GetInt64(1)), values);
}
