using Akka.Configuration;
using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>
/// The whole of Akka's configuration for one storage: base.conf, the storage's file, and, on top, the connection strings. They are
/// in memory only, because one of them may hold a password.
/// </summary>
public static class StorageConfig
{
    /// <summary>Journal and snapshots in the files of a data directory.</summary>
    public static Config Sqlite(StorageFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Connections(files.JournalConnection, files.SnapshotConnection)
            .WithFallback(HoconFile.Load(HoconFile.Sqlite)).WithFallback(HoconFile.Load(HoconFile.Base));
    }

    /// <summary>Journal and snapshots in one PostgreSQL database.</summary>
    public static Config PostgreSql(PostgreSqlServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return Connections(server.ConnectionString, server.ConnectionString)
            .WithFallback(HoconFile.Load(HoconFile.PostgreSql)).WithFallback(HoconFile.Load(HoconFile.Base));
    }

    private static Config Connections(string journal, string snapshots) => ConfigurationFactory.ParseString(
        $"akka.persistence.journal.sql.connection-string = {Quoted(journal)}\n" +
        $"akka.persistence.snapshot-store.sql.connection-string = {Quoted(snapshots)}\n");

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
