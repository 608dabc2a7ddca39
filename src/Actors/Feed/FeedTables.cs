namespace CmsOrchestrator.Actors.Feed;

/// <summary>feed.db, open: its tables, and their statements prepared.</summary>
internal sealed class FeedTables : IDisposable
{
    public FeedTables(SqliteFile file)
    {
        File = file;
        Feed = new FeedTable(file);
        Live = new LiveTable(file);
        History = new HistoryTables(file);
        Progress = new ProgressTable(file);
    }

    public SqliteFile File { get; }

    public FeedTable Feed { get; }

    public LiveTable Live { get; }

    public HistoryTables History { get; }

    public ProgressTable Progress { get; }

    public static FeedTables Open(string path)
    {
        var file = SqliteFile.Open(path);
        try
        {
            FeedSchema.Upgrade(file);
            return new FeedTables(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Dispose();
}
