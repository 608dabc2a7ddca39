using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The feed in a database.</summary>
public sealed class FeedStore : IFeedStore
{
    private static readonly TimeSpan LastWorkTime = TimeSpan.FromSeconds(2);

    private readonly FeedDatabases _databases;
    private readonly PostgreSqlServer? _server;
    private readonly TimeProvider? _time;
    private readonly FeedCleaner _cleaner;
    private readonly FeedAppender _appender;
    private readonly Lock _gate = new();

    private FeedStore(FeedDatabases databases, PostgreSqlServer? server, TimeProvider? time)
    {
        (_databases, _server, _time) = (databases, server, time);
        _cleaner = new FeedCleaner(Tables, Journal);
        _appender = new FeedAppender(Tables, Journal);
    }

    public bool IsShared => _server is not null;

    private Instant? Given => _time is { } time ? Instant.Of(time.GetUtcNow()) : null;

    private Instant Now => (Given ?? Tables.Feed.Clock())!.Value;

    private FeedTables Tables => _databases.Tables;

    private JournalTables Journal => _databases.Journal;

    /// <summary>The feed in feed.db, beside the journal's and the snapshots' files (docs/adr/0002).</summary>
    /// <param name="files">Those of a <see cref="DataDirectory"/> that this process has open.</param>
    /// <param name="time">For the age of the feed's rows.</param>
    public static FeedStore Open(StorageFiles files, TimeProvider time) => new(FeedDatabases.Open(files), null, time);

    /// <summary>The feed in a PostgreSQL database, with the journal and the snapshots. The server stays the caller's to dispose of.</summary>
    /// <param name="time">
    /// For the age of the feed's rows. Null: the server's clock, by which a node whose own is wrong takes nothing from the others.
    /// </param>
    public static FeedStore Open(PostgreSqlServer server, TimeProvider? time = null) => new(FeedDatabases.Open(server), server, time);

    public FeedStart Start(Instant now) => Alone(() =>
    {
        _databases.Upgrade();
        return new FeedStarter(Tables, Journal).Start(now);
    });

    public FeedAppend Append(IReadOnlyList<FeedEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return Alone(() =>
        {
            _cleaner.PayDebts();
            var now = Given;
            return Tables.Database.Commit(() => _appender.Append(entries, now));
        });
    }

    public IReadOnlyList<Change>? Read(long after, int most) => Alone(() => Tables.Database.Read(() => Tables.Feed.After(after, most)));

    public ReadModel Restore() => Alone(() => Tables.Database.Read(() => ReadModel.Restore(Tables.Feed.Last, Tables.Live.All())));

    public ClusterTakeover TakeOver(ClusterName cluster) => Alone(() =>
    {
        var (term, epochStart) = Tables.Database.Commit(() =>
        {
            Tables.Feed.Lock(); // what the owner before has appended is in before this, and nothing of it comes after
            return (Tables.Owners.Take(cluster), FeedStarter.EpochStart(Tables, Now));
        });
        return Tables.Database.Read(() =>
        {
            var range = CallPersistenceId.RangeOf(cluster);
            var reached = Tables.Progress.Within(range);
            var toRecover = FeedStarter.Ahead(Tables.Live.Owners(range), Journal.Last(range), reached);
            var calls = toRecover.Select(CallPersistenceId.Parse).OfType<(ClusterName, CallKey Key)>().Select(id => id.Key);
            return new ClusterTakeover(cluster, term, epochStart, reached, [.. calls], Tables.Live.Bridges(cluster));
        });
    });

    public bool Clean(Instant now, TimeSpan historyTime) => Alone(() => _cleaner.Clean(_time is null ? Tables.Database.Do(() => Now) : now, now, historyTime));

    public Task ListenAsync(Action<long> heard, CancellationToken stop) => _server?.ListenAsync(heard, stop) ?? Task.CompletedTask;

    /// <summary>What a server that does not answer keeps busy is left to the end of the process.</summary>
    public void Dispose()
    {
        if (_gate.TryEnter(LastWorkTime))
        {
            try
            {
                _databases.Dispose();
            }
            finally
            {
                _gate.Exit();
            }
        }
    }

    private T Alone<T>(Func<T> work)
    {
        lock (_gate)
        {
            return work();
        }
    }
}
