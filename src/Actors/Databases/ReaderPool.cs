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
            return statements.Database.Do(() => read(statements));
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
