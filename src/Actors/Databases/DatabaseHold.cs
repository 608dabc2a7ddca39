using System.Diagnostics;
using Npgsql;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// Says to other processes that this one works on the database: alone, or with others as nodes of several. The server keeps it for the
/// connection, so no kill leaves it behind; one that was lost is taken again. Safe for any thread.
/// </summary>
public sealed class DatabaseHold : IDisposable
{
    // A process that was killed a moment ago may still have its connection.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(2);

    private readonly PostgreSqlServer _server;
    private readonly string _take;
    private readonly CancellationTokenSource _stop = new();
    private NpgsqlConnection? _connection;

    private DatabaseHold(PostgreSqlServer server, string function)
    {
        _server = server;
        _take = $"SELECT {function}({PostgreSqlEngine.Number(AdvisoryLock.Process)})";
    }

    /// <summary>For this process and no other. Throws <see cref="StorageException"/> where another one has it.</summary>
    public static DatabaseHold Alone(PostgreSqlServer server) => Taken(new DatabaseHold(server, "pg_try_advisory_lock"));

    /// <summary>For this process and others that share it. Throws <see cref="StorageException"/> where one has it alone.</summary>
    public static DatabaseHold Shared(PostgreSqlServer server) => Taken(new DatabaseHold(server, "pg_try_advisory_lock_shared"));

    /// <summary>
    /// Looks after it from now on: where the connection was lost and another process has taken the database since,
    /// <paramref name="taken"/> is told so, once, in one line.
    /// </summary>
    public void Watch(Action<string> taken) => _ = WatchAsync(taken, _stop.Token);

    public void Dispose()
    {
        _stop.Cancel();
        _connection?.Dispose();
        _stop.Dispose();
    }

    private static DatabaseHold Taken(DatabaseHold hold)
    {
        try
        {
            var start = Stopwatch.GetTimestamp();
            while (!hold.Take())
            {
                if (Stopwatch.GetElapsedTime(start) >= Patience)
                {
                    throw new StorageException(hold.InUse);
                }

                hold._stop.Token.WaitHandle.WaitOne(Pause);
            }

            return hold;
        }
        catch (Exception e)
        {
            hold.Dispose();
            throw e is not StorageException && PostgreSqlErrors.Cause(e) is { } cause ? new StorageException($"{hold._server.Name} {cause}", e) : e;
        }
    }

    private string InUse => $"{_server.Name} is in use by another process; several of them need Orchestrator:Node, each of its own.";

    private bool Take()
    {
        _connection ??= _server.Open();
        using var take = new NpgsqlCommand(_take, _connection);
        return take.ExecuteScalar() is true;
    }

    private async Task WatchAsync(Action<string> taken, CancellationToken stop)
    {
        using var look = new PeriodicTimer(LookTime);
        try
        {
            while (await look.WaitForNextTickAsync(stop))
            {
                if (!await IsHeldAsync(stop))
                {
                    taken(InUse);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Given back.
        }
    }

    // While the server is away nobody else can take it either.
    private async Task<bool> IsHeldAsync(CancellationToken stop)
    {
        try
        {
            if (_connection is { } connection)
            {
                await using var ask = new NpgsqlCommand("SELECT 1", connection);
                await ask.ExecuteScalarAsync(stop);
                return true;
            }

            return await Task.Run(Take, stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested && (e is StorageException || PostgreSqlErrors.Cause(e) is not null))
        {
            _connection?.Dispose();
            _connection = null;
            return true;
        }
    }
}
