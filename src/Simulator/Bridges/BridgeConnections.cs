using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>The WebSockets of one bridge, and the limit of their number. Thread-safe.</summary>
internal sealed class BridgeConnections(ServerBehaviour behaviour, Action<BreachKind, string> note)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, EventsConnection?> _connections = [];
    private int _lastNumber;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>How many were refused, for want of room.</summary>
    public int Refused { get; private set; }

    /// <summary>How many of the bridge's connections other clients hold.</summary>
    public int TakenByOthers { get; set; }

    /// <summary>A place for one more; false beyond the limit, which is a breach only where nobody else is to blame.</summary>
    public bool TryReserve(out int number)
    {
        lock (_gate)
        {
            number = 0;
            if (_connections.Count + TakenByOthers >= behaviour.MaxConnections)
            {
                Refused++;
                if (_connections.Count >= ProtocolLimits.ConnectionsPerServer)
                {
                    note(BreachKind.TooManyConnections, $"connection {_connections.Count + 1} at once");
                }

                return false;
            }

            number = ++_lastNumber;
            _connections.Add(number, null);
            return true;
        }
    }

    public void Open(EventsConnection connection)
    {
        lock (_gate)
        {
            _connections[connection.Number] = connection;
        }
    }

    public void Release(int number)
    {
        lock (_gate)
        {
            _connections.Remove(number);
        }
    }

    public ImmutableArray<EventsConnection> Snapshot()
    {
        lock (_gate)
        {
            return [.. _connections.Values.OfType<EventsConnection>()];
        }
    }
}
