using System.Data.Common;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>Reads the feed's tables beside their writer, over connections of its own. Safe for any thread.</summary>
public sealed class FeedReader : IChangeReader, IDisposable
{
    private const string ChangesAfter =
        "SELECT revision, time, type, cluster, call, bridges, body FROM feed WHERE revision > $1 ORDER BY revision LIMIT $2";

    private const string Newest = "SELECT revision FROM counter";

    private readonly ReaderPool _pool;

    private FeedReader(Func<Database> open)
    {
        _pool = new ReaderPool(open);
        History = new HistoryReader(_pool);
    }

    /// <summary>Reads the history tables.</summary>
    public IHistoryReader History { get; }

    public static FeedReader Of(StorageFiles files) => new(() => SqliteEngine.OpenToRead(files.Feed));

    public static FeedReader Of(PostgreSqlServer server) => new(() => PostgreSqlEngine.Open(server));

    public async Task<IReadOnlyList<PublishedChange>> ReadAsync(long after, int most, CancellationToken cancellation)
    {
        var changes = await _pool.ReadAsync(statements => statements.Of(ChangesAfter).Rows(Change, after, most), cancellation);
        return changes is [var first, ..] && first.Revision == after + 1 ? changes : [];
    }

    public Task<long> LastAsync(CancellationToken cancellation) =>
        _pool.ReadAsync(statements => statements.Of(Newest).Number() ?? throw new StorageException("The feed is corrupt: its counter is not there."), cancellation);

    public void Dispose() => _pool.Dispose();

    private static PublishedChange Change(DbDataReader row)
    {
        var (revision, cluster) = (row.GetInt64(0), new ClusterName(row.GetString(3)));
        var type = PublicationNames.Parse(row.GetString(2)) ?? throw new StorageException($"The feed is corrupt: type {row.GetString(2)}.");
        return new PublishedChange(
            revision,
            type,
            cluster,
            row.IsDBNull(4) ? null : new CallId(Guid.Parse(row.GetString(4))),
            row.IsDBNull(5) ? default : BridgeNames.Read(row.GetString(5)),
            PublishedChange.Encode(revision, new Instant(row.GetInt64(1)), type, cluster, row.GetString(6)));
    }
}
