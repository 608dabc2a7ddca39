namespace CmsOrchestrator.Configuration;

/// <summary>
/// Tells when one of some files changes, appears or is replaced, once for all that happens within a moment. It watches the directories
/// that they are in and nothing below: what is durable may well lie there, and changes all the time.
/// </summary>
internal sealed class FileChanges : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Timer _timer;

    /// <param name="changed">Called from a thread of the pool, not twice at a time.</param>
    public FileChanges(IEnumerable<string> files, Action changed)
    {
        var gate = new Lock();
        _timer = new Timer(_ =>
        {
            lock (gate)
            {
                changed();
            }
        });
        foreach (var directory in files.Select(Path.GetFullPath).GroupBy(file => Path.GetDirectoryName(file)!).Where(d => Directory.Exists(d.Key)))
        {
            _watchers.Add(Watch(directory.Key, [.. directory.Select(file => Path.GetFileName(file)!)]));
        }
    }

    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        _timer.Dispose();
    }

    private FileSystemWatcher Watch(string directory, string[] names)
    {
        var watcher = new FileSystemWatcher(directory);
        foreach (var name in names)
        {
            watcher.Filters.Add(name);
        }

        watcher.Changed += (_, _) => Soon();
        watcher.Created += (_, _) => Soon();
        watcher.Deleted += (_, _) => Soon();
        watcher.Renamed += (_, _) => Soon();
        watcher.Error += (_, _) => Soon(); // something was missed
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Soon() => _timer.Change(Moment, Timeout.InfiniteTimeSpan);
}
