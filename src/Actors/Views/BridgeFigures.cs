using System.Collections.Concurrent;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Views;

/// <summary>
/// The running figures of every configured Call Bridge: read as they are, never part of a revision (design.md, "Durability").
/// Safe for any thread.
/// </summary>
public sealed class BridgeFigures
{
    private readonly ConcurrentDictionary<(ClusterName, CallBridgeName), BridgeFigure> _figures = new();

    public BridgeFigure Of(ClusterName cluster, CallBridgeName bridge) => _figures.GetOrAdd((cluster, bridge), _ => new BridgeFigure());

    internal void Forget(ClusterName cluster, CallBridgeName bridge) => _figures.TryRemove((cluster, bridge), out _);
}

/// <summary>One Call Bridge's running figures.</summary>
public sealed class BridgeFigure
{
    private long _messages;
    private long _lastMessageAt;
    private long _oddities;

    /// <summary>Messages received since the process started, acknowledgements included.</summary>
    public long MessagesReceived => Interlocked.Read(ref _messages);

    /// <summary>When the last message came; null before the first.</summary>
    public Instant? LastMessageAt => Interlocked.Read(ref _lastMessageAt) is var at and not 0 ? new Instant(at) : null;

    /// <summary>How often something was not as the protocol has it, and was ignored.</summary>
    public long Oddities => Interlocked.Read(ref _oddities);

    internal void CountOddity() => Interlocked.Increment(ref _oddities);

    internal void Count(Instant at)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Exchange(ref _lastMessageAt, at.Milliseconds);
    }
}
