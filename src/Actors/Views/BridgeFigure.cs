using System.Collections.Concurrent;
using System.Diagnostics;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Connections;

namespace CmsOrchestrator.Actors.Views;

/// <summary>One Call Bridge's running figures, since the process started. Safe for any thread.</summary>
public sealed class BridgeFigure(ClusterName cluster, CallBridgeName bridge, ActorMetrics metrics)
{
    private readonly long[] _reconnects = new long[Enum.GetValues<CloseCause>().Length];
    private readonly ConcurrentDictionary<ConnectionLoad, byte> _connections = new();
    private long _messages;
    private long _updates;
    private long _lastMessageAt;
    private long _oddities;
    private int _participants;

    /// <summary>Messages received, acknowledgements included.</summary>
    public long MessagesReceived => Interlocked.Read(ref _messages);

    /// <summary>Entries of call lists and rosters, and call infos, in those messages.</summary>
    public long UpdatesReceived => Interlocked.Read(ref _updates);

    /// <summary>When the last message came; null before the first.</summary>
    public Instant? LastMessageAt => Interlocked.Read(ref _lastMessageAt) is var at and not 0 ? new Instant(at) : null;

    /// <summary>How often something was not as the protocol has it, and was ignored.</summary>
    public long Oddities => Interlocked.Read(ref _oddities);

    /// <summary>Entries of all its rosters that are followed.</summary>
    internal int Participants => Volatile.Read(ref _participants);

    internal long Resyncs => Reconnects(CloseCause.Hole) + Reconnects(CloseCause.Malformed) + Reconnects(CloseCause.Overflow);

    internal KeyValuePair<string, object?> ClusterLabel { get; } = ActorMetrics.Label(cluster);

    internal KeyValuePair<string, object?> BridgeLabel { get; } = ActorMetrics.Label(bridge);

    internal long Reconnects(CloseCause cause) => Interlocked.Read(ref _reconnects[(int)cause]);

    internal int Sum(Func<ConnectionLoad, int> value) => _connections.Keys.Sum(value);

    internal void Count(Instant at, int updates = 0)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _updates, updates);
        Interlocked.Exchange(ref _lastMessageAt, at.Milliseconds);
    }

    internal void CountOddities(int count) => Interlocked.Add(ref _oddities, count);

    /// <summary>Takes room for so many entries where there is room for all of them; what is not used is to be given back.</summary>
    internal bool TryReserveParticipants(int count, int limit)
    {
        if (count == 0 || Interlocked.Add(ref _participants, count) <= limit)
        {
            return true;
        }

        Interlocked.Add(ref _participants, -count);
        return false;
    }

    internal void AddParticipants(int count) => Interlocked.Add(ref _participants, count);

    internal void Lost(CloseCause cause) => Interlocked.Increment(ref _reconnects[(int)cause]);

    internal void Acknowledged(TimeSpan delay) => metrics.Acknowledged(delay, ClusterLabel, BridgeLabel);

    internal Activity? Trace() => Tracing.Receive(ClusterLabel, BridgeLabel);

    internal void Add(ConnectionLoad connection) => _connections.TryAdd(connection, 0);

    internal void Remove(ConnectionLoad connection) => _connections.TryRemove(connection, out _);
}
