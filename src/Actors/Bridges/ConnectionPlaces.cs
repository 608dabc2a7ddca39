using Akka.Actor;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Bridges;

/// <summary>What runs under each number of a bridge's connections: an attempt that can be cut short, then an actor with its epoch.</summary>
internal sealed class ConnectionPlaces
{
    private readonly Dictionary<int, CancellationTokenSource> _attempts = [];
    private readonly Dictionary<int, (IActorRef? Actor, Epoch Epoch)> _connections = [];

    public IActorRef? Connection(int number) => _connections.GetValueOrDefault(number).Actor;

    /// <summary>Of the connection that is there, or was the last.</summary>
    public Epoch EpochOf(int number) => _connections[number].Epoch;

    /// <summary>Notes that another attempt begins, in place of any that is under way.</summary>
    public CancellationToken Begin(int number)
    {
        Abandon(number);
        _attempts[number] = new CancellationTokenSource();
        return _attempts[number].Token;
    }

    public void Abandon(int number)
    {
        if (_attempts.Remove(number, out var attempt))
        {
            attempt.Cancel();
            attempt.Dispose();
        }
    }

    /// <summary>Ends the attempts that are under way.</summary>
    public void Abandon()
    {
        foreach (var number in _attempts.Keys.ToList())
        {
            Abandon(number);
        }
    }

    public void Take(int number, IActorRef connection, Epoch epoch) => _connections[number] = (connection, epoch);

    /// <summary>Notes that a connection has stopped, and gives its number; null where it is none of these.</summary>
    public int? Vacate(IActorRef connection)
    {
        foreach (var (number, (actor, epoch)) in _connections)
        {
            if (connection.Equals(actor))
            {
                _connections[number] = (null, epoch);
                return number;
            }
        }

        return null;
    }
}
