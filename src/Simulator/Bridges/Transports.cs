using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace CmsOrchestrator.Simulator;

/// <summary>The TCP connections of one bridge, below TLS and HTTP, so that they can be cut as a network cuts them. Thread-safe.</summary>
internal sealed class Transports
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _open = new();

    /// <summary>Takes part in every connection, from its first byte to its last.</summary>
    public ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        _open[connection.ConnectionId] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection.ConnectionId, out _);
        }
    };

    /// <summary>Resets all of them.</summary>
    public void ResetAll()
    {
        foreach (var id in _open.Keys)
        {
            Reset(id);
        }
    }

    /// <summary>Resets one, if it is still there: Kestrel's abort is a RST, not a FIN.</summary>
    public void Reset(string connectionId)
    {
        if (_open.TryGetValue(connectionId, out var connection))
        {
            connection.Abort();
        }
    }
}
