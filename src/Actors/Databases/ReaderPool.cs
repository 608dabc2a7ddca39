using System.Collections.Concurrent;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// Connections that only read, opened when needed: at most <see cref="Most"/> work at a time, off the caller's thread, each for at
/// most <see cref="ReadTime"/>; who finds all of them at work waits, for as long.
/// </summary>
internal sealed class ReaderPool(Func<Database> open) : IDisposable
{
    public const int Most = 4;
    public static readonly TimeSpan ReadTime = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _free = new(Most);
    private readonly ConcurrentBag<Statements> _idle = [];
    private volatile bool _disposed;

    public async Task<T> ReadAsync<T>(Func<Statements, T> read, CancellationToken cancellation)
    {
        if (!await _free.WaitAsync(ReadTime, cancellation))
        {
            throw new StorageException($"The storage is busy: nothing could be read within {ReadTime.TotalSeconds} s.");
        }

        try
        {
            return await Task.Run(() => Read(read, cancellation), cancellation);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var statements))
        {
            statements.Dispose();
        }
    }

    // A connection may have been lost while nobody used it; what was to be read can be read again by a new one.
    private static T Read<T>(Func<Statements, T> read, Statements statements, bool wasIdle, CancellationToken limit)
    {
        try
        {
            return statements.Database.Do(() => read(statements));
        }
        catch (StorageException) when (wasIdle && !statements.Database.IsOpen && !limit.IsCancellationRequested)
        {
            return statements.Database.Do(() => read(statements));
        }
    }

    private T Read<T>(Func<Statements, T> read, CancellationToken cancellation)
    {
        if (_disposed)
        {
            throw new StorageException("The storage is closed: the process ends.");
        }

        var statements = _idle.TryTake(out var idle) ? idle : new Statements(open());
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(ReadTime);
            using var interrupt = limit.Token.Register(statements.Database.Interrupt);
            return Read(read, statements, wasIdle: statements.Database.IsOpen, limit.Token);
        }
        catch (StorageException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            _idle.Add(statements);
            if (_disposed)
            {
                Dispose();
            }
        }
    }
}
