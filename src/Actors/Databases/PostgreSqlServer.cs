using Npgsql;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// A PostgreSQL database as the configuration names it. Its connection string stays in here and in the journal's own configuration:
/// it holds a password. Safe for any thread.
/// </summary>
public sealed class PostgreSqlServer : IDisposable
{
    private const int OldestVersion = 15;
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;
    private const int PreparedStatements = 64;

    private readonly NpgsqlDataSource _source;

    /// <summary>Connects to nothing yet. Throws <see cref="ArgumentException"/>, whose message may repeat a part of it, for what is no connection string.</summary>
    public PostgreSqlServer(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { PersistSecurityInfo = false };

        // What the string says of these stays.
        Default(settings, "Timeout", ConnectSeconds);
        Default(settings, "Command Timeout", CommandSeconds);
        Default(settings, "Application Name", "CmsOrchestrator");
        ConnectionString = settings.ConnectionString;
        Name = $"PostgreSQL database {settings.Database ?? settings.Username} at {settings.Host}:{settings.Port}";
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, PreparedStatements);
        settings.AutoPrepareMinUsages = 2;
        _source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>Database, host and port.</summary>
    public string Name { get; }

    internal string ConnectionString { get; }

    public void Dispose() => _source.Dispose();

    /// <summary>A connection to a server that serves. Throws what <see cref="PostgreSqlErrors"/> knows, or a <see cref="StorageException"/>.</summary>
    internal NpgsqlConnection Open()
    {
        var connection = _source.OpenConnection();
        try
        {
            if (connection.PostgreSqlVersion.Major < OldestVersion)
            {
                throw new StorageException($"{Name} is of version {connection.PostgreSqlVersion}; {OldestVersion} or later is needed.");
            }

            if (connection.PostgresParameters.TryGetValue("server_encoding", out var encoding) && encoding != "UTF8")
            {
                throw new StorageException($"{Name} has the encoding {encoding}; UTF8 is needed, names are in all languages.");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Default(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ContainsKey(key) || !settings.Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            settings[key] = value;
        }
    }
}
