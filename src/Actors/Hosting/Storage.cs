using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>
/// The storage of one process, opened before anything else so that what is wrong with it is one clear line at start. Disposed
/// after the actor system has stopped.
/// </summary>
public sealed class Storage : IDisposable
{
    private readonly DataDirectory _directory;

    private Storage(DataDirectory directory, FeedStore feed, FeedStart start)
    {
        _directory = directory;
        Feed = feed;
        Reader = FeedReader.Of(directory.Files);
        Start = start;
    }

    public StorageFiles Files => _directory.Files;

    public IFeedStore Feed { get; }

    /// <summary>Reads beside the feed's writer.</summary>
    public FeedReader Reader { get; }

    public FeedStart Start { get; }

    /// <summary>Opens the data directory and reads what a start needs. Throws <see cref="StorageException"/>, one clear line.</summary>
    public static Storage Open(string directory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var data = DataDirectory.Open(directory);
        FeedStore? feed = null;
        try
        {
            feed = FeedStore.Open(data.Files, time);
            return new Storage(data, feed, feed.Start(Instant.Of(time.GetUtcNow())));
        }
        catch
        {
            feed?.Dispose();
            data.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Reader.Dispose();
        Feed.Dispose();
        _directory.Dispose();
    }
}
