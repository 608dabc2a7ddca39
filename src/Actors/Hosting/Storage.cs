using Akka.Configuration;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>
/// The storage of one process, opened before anything else so that what is wrong with it is one clear line at start. Disposed
/// after the actor system has stopped.
/// </summary>
public sealed class Storage : IDisposable
{
    private readonly IDisposable _place;
    private readonly DatabaseHold? _hold;

    private Storage(string name, Config config, IDisposable place, DatabaseHold? hold, IFeedStore feed, FeedReader reader, FeedStart start)
    {
        (_place, _hold) = (place, hold);
        (Name, Config, Feed, Reader, Start) = (name, config, feed, reader, start);
    }

    /// <summary>The server that several nodes may share; null for files.</summary>
    public PostgreSqlServer? Server => _place as PostgreSqlServer;

    /// <summary>The directory, or the database and its server.</summary>
    public string Name { get; }

    /// <summary>The whole of Akka's configuration for it. It may hold a password.</summary>
    public Config Config { get; }

    public IFeedStore Feed { get; }

    /// <summary>Reads beside the feed's writer.</summary>
    public FeedReader Reader { get; }

    public FeedStart Start { get; }

    /// <summary>
    /// Opens the data directory or the database and reads what a start needs. A server that is starting itself is waited for, for a
    /// bounded time. Throws <see cref="StorageException"/>, one clear line, also where another process works on it.
    /// </summary>
    public static Storage Open(StorageSettings settings, TimeProvider time) => Open(settings, DatabaseHold.Alone, time);

    /// <summary>Likewise, for one node of several, on a database that they share.</summary>
    public static Storage OpenShared(StorageSettings settings, TimeProvider time) => Open(settings, DatabaseHold.Shared, time);

    /// <summary>Tells, once, in one line, that another process has taken the database while this one had lost it.</summary>
    public void WatchForOthers(Action<string> taken) => _hold?.Watch(taken);

    public void Dispose()
    {
        Reader.Dispose();
        Feed.Dispose();
        _hold?.Dispose();
        _place.Dispose();
    }

    private static Storage Open(StorageSettings settings, Func<PostgreSqlServer, DatabaseHold> hold, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return settings switch
        {
            StorageSettings.Sqlite(var directory) => Open(DataDirectory.Open(directory), time),
            StorageSettings.PostgreSql(var connection) => Open(new PostgreSqlServer(connection.Reveal()), hold, time),
            _ => throw new ArgumentException("Neither Sqlite nor PostgreSql.", nameof(settings)),
        };
    }

    private static Storage Open(DataDirectory data, TimeProvider time) => Open(
        data, data.Files.Directory, () => null, () => StorageConfig.Sqlite(data.Files), () => FeedStore.Open(data.Files, time),
        () => FeedReader.Of(data.Files), time);

    private static Storage Open(PostgreSqlServer server, Func<PostgreSqlServer, DatabaseHold> hold, TimeProvider time) => Open(
        server, server.Name, () => PostgreSqlServer.WaitFor(() => hold(server)), () => StorageConfig.PostgreSql(server),
        () => FeedStore.Open(server),
        () => FeedReader.Of(server), time);

    private static Storage Open(
        IDisposable place, string name, Func<DatabaseHold?> take, Func<Config> config, Func<FeedStore> open, Func<FeedReader> read,
        TimeProvider time)
    {
        DatabaseHold? hold = null;
        FeedStore? feed = null;
        try
        {
            hold = take();
            feed = open();
            return new Storage(name, config(), place, hold, feed, read(), feed.Start(Instant.Of(time.GetUtcNow())));
        }
        catch
        {
            feed?.Dispose();
            hold?.Dispose();
            place.Dispose();
            throw;
        }
    }
}
