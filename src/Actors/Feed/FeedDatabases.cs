using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The databases that a feed works on, open: one for each kind of table, or one for all of them.</summary>
internal sealed class FeedDatabases : IDisposable
{
    private readonly Database[] _open;
    private readonly (Database Database, Schema Schema)[] _schemas;

    private FeedDatabases(JournalTables journal, Database[] open, (Database, Schema)[] schemas)
    {
        (_open, _schemas) = (open, schemas);
        (Tables, Journal) = (new FeedTables(open[0]), journal);
    }

    public FeedTables Tables { get; }

    public JournalTables Journal { get; }

    public static FeedDatabases Open(StorageFiles files)
    {
        List<Database> open = [];
        try
        {
            foreach (var file in new[] { files.Feed, files.Journal, files.Snapshots })
            {
                open.Add(SqliteEngine.Open(file));
            }

            return new FeedDatabases(
                JournalTables.Beside(open[1], open[2]), [.. open],
                [(open[1], JournalSchema.OfSqlite), (open[2], JournalSchema.OfSqliteSnapshots), (open[0], FeedSchema.Schema)]);
        }
        catch
        {
            open.ForEach(database => database.Dispose());
            throw;
        }
    }

    public static FeedDatabases Open(PostgreSqlServer server)
    {
        var database = PostgreSqlEngine.Open(server);
        return new FeedDatabases(JournalTables.Within(database), [database], [(database, JournalSchema.OfPostgreSql), (database, FeedSchema.Schema)]);
    }

    /// <summary>Makes the tables, or brings them up to date.</summary>
    public void Upgrade()
    {
        foreach (var (database, schema) in _schemas)
        {
            schema.Upgrade(database);
        }
    }

    public void Dispose()
    {
        foreach (var database in _open)
        {
            database.Dispose();
        }
    }
}
