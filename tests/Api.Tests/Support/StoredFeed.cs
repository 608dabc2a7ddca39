using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Support;

/// <summary>The real storage in a directory of its own; without it, one that has nothing.</summary>
internal sealed class StoredFeed : IChangeReader, IHistoryReader, IDisposable
{
    private string? _path;
    private TimeProvider _time = TimeProvider.System;
    private DataDirectory? _data;
    private FeedStore? _store;
    private FeedReader? _reader;

    /// <summary>What every read fails with; null for none.</summary>
    public string? Problem { get; set; }

    public FeedStart Open(TimeProvider time)
    {
        _time = time;
        _path ??= Directory.CreateTempSubdirectory("cms-orchestrator-test-").FullName;
        _data = DataDirectory.Open(_path);
        _store = FeedStore.Open(_data.Files, time);
        _reader = FeedReader.Of(_data.Files);
        return _store.Start(Instant.Of(time.GetUtcNow()));
    }

    public FeedStart Reopen()
    {
        Close();
        return Open(_time);
    }

    public IReadOnlyList<Change> Append(params Publication[] publications) => _store!.Append([new FeedEntry(null, 0, false, publications)]).Changes;

    /// <summary>Cleans until there is nothing more.</summary>
    public void Clean(TimeSpan historyTime)
    {
        while (_store!.Clean(Instant.Of(_time.GetUtcNow()), historyTime))
        {
        }
    }

    public Task<IReadOnlyList<PublishedChange>> ReadAsync(long after, int most, CancellationToken cancellation) =>
        Problem is not null ? throw new StorageException(Problem)
        : _reader?.ReadAsync(after, most, cancellation) ?? Task.FromResult<IReadOnlyList<PublishedChange>>([]);

    public Task<long> LastAsync(CancellationToken cancellation) => Problem is not null
        ? throw new StorageException(Problem)
        : _reader?.LastAsync(cancellation) ?? Task.FromResult(0L);

    public Task<long> CountAsync(HistoryQuery query, HistoryMoment moment, CancellationToken cancellation) =>
        Read(history => history.CountAsync(query, moment, cancellation), 0L);

    public Task<IReadOnlyList<HistoryRow>?> ReadAsync(
        HistoryQuery query, HistoryMoment moment, long after, int most, CancellationToken cancellation) =>
        Read(history => history.ReadAsync(query, moment, after, most, cancellation), []);

    public Task<EndedCall?> FindCallAsync(CallId call, HistoryMoment moment, CancellationToken cancellation) =>
        Read(history => history.FindCallAsync(call, moment, cancellation), null);

    public Task<long> CountLinesAsync(CallId call, HistoryMoment moment, CancellationToken cancellation) =>
        Read(history => history.CountLinesAsync(call, moment, cancellation), 0L);

    public Task<IReadOnlyList<HistoryRow>> ReadLinesAsync(
        CallId call, HistoryMoment moment, long after, int most, CancellationToken cancellation) =>
        Read(history => history.ReadLinesAsync(call, moment, after, most, cancellation), []);

    public void Dispose()
    {
        Close();
        if (_path is not null)
        {
            Directory.Delete(_path, recursive: true);
        }
    }

    private Task<T> Read<T>(Func<IHistoryReader, Task<T>> read, T nothing) =>
        Problem is not null ? throw new StorageException(Problem) : _reader is null ? Task.FromResult(nothing) : read(_reader.History);

    private void Close()
    {
        _reader?.Dispose();
        _store?.Dispose();
        _data?.Dispose();
    }
}
