using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The databases that a feed works on, open: one of each kind of table, or one for all of them.</summary>
internal sealed class FeedDatabases : IDisposable
{
    private readonly Database _feed;
    private readonly Database _journal;
    private readonly Database _snapshots;

    private readonly Schema[] _schemas;

    private FeedDatabases(Database feed, Database journal, Database snapshots, params Schema[] schemas)
    {
        _schemas = schemas;
        (_feed, _journal, _snapshots) = (feed, journal, snapshots);
        (Tables, Journal) = (new FeedTables(feed), new JournalTables(journal, snapshots));
    }

    public FeedTables Tables { get; }

    public JournalTables Journal { get; }

    public static FeedDatabases Open(StorageFiles files)
    {
        var open = new Stack<Database>();
        try
        {
            foreach (var file in new[] { files.Snapshots, files.Journal, files.Feed })
            {
                open.Push(SqliteEngine.Open(file));
            }

            return new FeedDatabases(open.Pop(), open.Pop(), open.Pop(), FeedSchema.Schema);
        }
        catch
        {
            foreach (var database in open)
            {
                database.Dispose();
            }

            throw;
        }
    }

    public static FeedDatabases Open(PostgreSqlServer server)
    {
        var database = PostgreSqlEngine.Open(server);
        return new FeedDatabases(database, database, database, PostgreSqlJournalSchema.Schema, FeedSchema.Schema);
    }

    /// <summary>Makes the tables, or brings them up to date.</summary>
    public void Upgrade()
    {
        foreach (var schema in _schemas)
        {
            schema.Upgrade(_feed);
        }
    }

    public void Dispose()
    {
        _feed.Dispose();
        _journal.Dispose();
        _snapshots.Dispose();
    }
}
