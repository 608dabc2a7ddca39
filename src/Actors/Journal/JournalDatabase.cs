using Akka.Configuration;
using CmsOrchestrator.Actors.Databases;
using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>The journal's database as its configuration names it: for SQLite a file, for PostgreSQL a server.</summary>
internal static class JournalDatabase
{
    /// <summary>Opens nothing yet: what is wrong is told to whoever writes.</summary>
    public static Func<Database> Of(Config journal)
    {
        var connection = journal.GetString("connection-string");
        if (journal.GetString("provider-name").StartsWith("SQLite", StringComparison.Ordinal))
        {
            var file = new SqliteConnectionStringBuilder(connection).DataSource;
            return () => SqliteEngine.OpenToWrite(file);
        }

        return () => PostgreSqlEngine.OpenAlone(new PostgreSqlServer(connection));
    }
}
