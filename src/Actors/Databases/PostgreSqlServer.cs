using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// A PostgreSQL database as the configuration names it. Its connection string stays in here and in the journal's own configuration:
/// it may hold a password. Safe for any thread.
/// </summary>
public sealed class PostgreSqlServer : IDisposable
{
    /// <summary>Where the last revision is told after each append.</summary>
    internal const string Channel = "cms_feed";

    private const int OldestVersion = 15;
    private const int PreparedStatements = 64;

    // What a connection string does not say otherwise. Whoever waits for the database gives up, says so and tries again: short.
    private static readonly (string Key, object Value)[] Defaults =
    [
        ("Timeout", 5),
        ("Command Timeout", 10),
        ("Maximum Pool Size", 20),
        ("Application Name", "CmsOrchestrator"),
    ];

    // A node that stands still or is cut off in the middle of a transaction would keep the feed's counter from all the others.
    private const string TransactionLimits = "-c idle_in_transaction_session_timeout=5s -c tcp_user_timeout=10s";

    // A server that is started together with this program takes its time.
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StartLook = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SilenceTime = TimeSpan.FromSeconds(10);

    private readonly NpgsqlDataSource _source;

    /// <summary>Connects to nothing yet. Throws <see cref="ArgumentException"/> where there is a <see cref="Problem"/>.</summary>
    public PostgreSqlServer(string connectionString)
    {
        if (Problem(connectionString) is { } problem)
        {
            throw new ArgumentException("The connection string " + problem, nameof(connectionString));
        }

        var settings = new NpgsqlConnectionStringBuilder(connectionString) { PersistSecurityInfo = false };
        foreach (var (key, value) in Defaults.Where(d => !settings.ShouldSerialize(d.Key)))
        {
            settings[key] = value;
        }

        // The server takes the last one that it is given: what the connection string says of the same things counts, and only that.
        settings.Options = $"{TransactionLimits} {settings.Options}".TrimEnd();
        ConnectionString = settings.ConnectionString;
        Name = $"PostgreSQL database {settings.Database ?? settings.Username ?? "of its user"} at {Address(settings)}";
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, PreparedStatements);
        settings.AutoPrepareMinUsages = 2;
        _source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>Database, host and port.</summary>
    public string Name { get; }

    internal string ConnectionString { get; }

    internal NpgsqlDataSource Source => _source;

    /// <summary>What is wrong with a connection string, without repeating anything of it; null for nothing.</summary>
    public static string? Problem(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrEmpty(settings.Host))
            {
                return "names no Host";
            }

            using var source = NpgsqlDataSource.Create(settings);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            return "is not a connection string of Npgsql, such as Host=db.example.net;Database=cms;Username=cms;Password=…";
        }
    }

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

    /// <summary>Calls <paramref name="heard"/> with each number told on the channel, from any thread, until it is cancelled or fails.</summary>
    internal async Task ListenAsync(Action<long> heard, CancellationToken stop)
    {
        var connection = await _source.OpenConnectionAsync(stop);
        await using (connection)
        {
            connection.Notification += (_, told) =>
            {
                if (long.TryParse(told.Payload, CultureInfo.InvariantCulture, out var number))
                {
                    heard(number);
                }
            };
            await RunAsync(connection, $"LISTEN {Channel}", stop);
            while (true)
            {
                if (!await connection.WaitAsync(SilenceTime, stop))
                {
                    await RunAsync(connection, "SELECT 1", stop); // a server that is gone says nothing either
                }
            }
        }
    }

    /// <summary>Tries again, for a bounded time, what fails because the server is not there yet.</summary>
    internal static T WaitFor<T>(Func<T> open)
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(StartLook))
        {
            try
            {
                return open();
            }
            catch (StorageException e) when (waited.Elapsed < StartTime && PostgreSqlErrors.MayBeStarting(e.InnerException))
            {
                // It may come.
            }
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command)
        {
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static string Address(NpgsqlConnectionStringBuilder settings) =>
        settings.Host!.Contains(',', StringComparison.Ordinal) ? settings.Host : $"{settings.Host}:{settings.Port}";
}
