using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The feed's tables in an open database, with their statements.</summary>
internal sealed class FeedTables(Database database)
{
    public Database Database => database;

    public FeedTable Feed { get; } = new(database);

    public LiveTable Live { get; } = new(database);

    public HistoryTables History { get; } = new(database);

    public TimelineTable Timeline { get; } = new(database);

    public ProgressTable Progress { get; } = new(database);

    public OwnerTable Owners { get; } = new(database);
}
