using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>Where SQLite keeps what is durable: three files, because two writers in one would fight over its lock (docs/adr/0002).</summary>
/// <param name="Directory">The data directory.</param>
public sealed record StorageFiles(string Directory)
{
    /// <summary>How long a file that another process locks is waited for.</summary>
    public static TimeSpan LockTime { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The events of calls; written by the journal's own writer (docs/adr/0010).</summary>
    public string Journal => Path.Combine(Directory, "journal.db");

    /// <summary>The snapshots of calls; written by Akka.Persistence.Sql.</summary>
    public string Snapshots => Path.Combine(Directory, "snapshots.db");

    /// <summary>The change feed, what is live, history; written by <see cref="Feed.FeedStore"/>.</summary>
    public string Feed => Path.Combine(Directory, "feed.db");

    /// <summary>Held by the process that works on the directory.</summary>
    public string Lock => Path.Combine(Directory, "lock");

    public string JournalConnection => Connection(Journal);

    public string SnapshotConnection => Connection(Snapshots);

    internal static string Connection(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        DefaultTimeout = (int)LockTime.TotalSeconds,
    }.ToString();
}
