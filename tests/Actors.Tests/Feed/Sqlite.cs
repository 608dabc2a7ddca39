using System.Globalization;
using CmsOrchestrator.Actors.Databases;
using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>Looks into SQLite files, and changes them, from outside.</summary>
internal static class Sqlite
{
    /// <summary>The first column of every row, as text.</summary>
    public static List<string> Texts(string file, string sql)
    {
        using var connection = Open(StorageFiles.Connection(file));
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return texts;
    }

    /// <summary>One text, over a connection as its connection string makes it.</summary>
    public static string? TextOf(string connectionString, string sql)
    {
        using var connection = Open(connectionString);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static void Run(string file, string sql)
    {
        using var connection = Open(StorageFiles.Connection(file));
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A connection that keeps its file's lock as long as it is open.</summary>
    public static SqliteConnection Locked(string file)
    {
        var connection = Open(StorageFiles.Connection(file));
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return connection;
    }

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
