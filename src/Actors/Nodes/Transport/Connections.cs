using System.Collections.Concurrent;

namespace CmsOrchestrator.Actors.Nodes.Transport;

/// <summary>All connections of a node to others, so that none outlives it. Safe for any thread.</summary>
internal sealed class Connections
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<NodeConnection, Task> _running = new(ReferenceEqualityComparer.Instance);
    private volatile bool _isOver;

    public void Begin(NodeConnection connection)
    {
        var running = connection.RunAsync();
        _running[connection] = running;
        _ = running.ContinueWith(_ => _running.TryRemove(connection, out var _), TaskScheduler.Default);
        if (_isOver)
        {
            connection.Close();
        }
    }

    /// <summary>Closes all that there are and will be; false where one had more to send than a moment allows.</summary>
    public async Task<bool> EndAsync()
    {
        _isOver = true;
        foreach (var connection in _running.Keys)
        {
            connection.Close();
        }

        try
        {
            await Task.WhenAll(_running.Values).WaitAsync(EndLimit);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
