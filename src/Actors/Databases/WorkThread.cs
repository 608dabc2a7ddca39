using System.Collections.Concurrent;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// A thread of its own for work that waits for a disk or a server. In the thread pool such work would begin only after all the actors that
/// have messages by then, and keep a thread from them while it waits. Safe for any thread.
/// </summary>
internal sealed class WorkThread : IDisposable
{
    private readonly BlockingCollection<Task> _waiting = [];

    /// <param name="name">What the thread is called in a debugger.</param>
    public WorkThread(string name) => new Thread(Run) { IsBackground = true, Name = name }.Start();

    /// <summary>Does a piece of work after all that was asked for before.</summary>
    public Task<T> DoAsync<T>(Func<T> work)
    {
        var task = new Task<T>(work);
        _waiting.Add(task);
        return task;
    }

    /// <summary>Nothing more is asked for. What was is still done.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private void Run()
    {
        foreach (var task in _waiting.GetConsumingEnumerable())
        {
            task.RunSynchronously(TaskScheduler.Default);
        }

        _waiting.Dispose();
    }
}
