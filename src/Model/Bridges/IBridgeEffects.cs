using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Bridges;

/// <summary>An attempt has brought a socket. Who made it may add the socket.</summary>
public record AttemptOpened(int Number, int Attempt);

/// <summary>What <see cref="BridgeConnections"/> want done, in the order in which they say so.</summary>
public interface IBridgeEffects
{
    /// <summary>
    /// Asks for a fresh token, and for a socket with it. Answered once, by <see cref="BridgeConnections.Opened"/> or
    /// <see cref="BridgeConnections.Failed"/>, also where the attempt was abandoned.
    /// </summary>
    void Attempt(int number, int attempt);

    /// <summary>The attempt under way counts no more: it may be cut short.</summary>
    void Abandon(int number);

    /// <summary>Keeps the socket as that connection, with a new epoch. <see cref="BridgeConnections.Ended"/> says that it is no more.</summary>
    void Open(AttemptOpened opened, Tolerance tolerance, IReadOnlyCollection<Resource> wanted);

    /// <summary>Closes a socket that came too late.</summary>
    void Discard(AttemptOpened opened);

    /// <summary>Sets what an open connection is to be subscribed to.</summary>
    void Want(int number, IReadOnlyCollection<Resource> wanted);

    /// <summary>Closes an open connection politely.</summary>
    void Close(int number);

    /// <summary><see cref="BridgeConnections.RetryDue"/> is to be called after that time.</summary>
    void Pause(int number, TimeSpan pause);

    /// <summary>What a connection fed is stale from now on.</summary>
    void Lost(int number);

    /// <summary>How many subscriptions there is room for, the list of calls aside.</summary>
    void RoomChanged(int room);

    /// <summary>The first connection works.</summary>
    /// <param name="failures">How often it failed since it last did.</param>
    /// <param name="failing">For how long.</param>
    void Connected(int failures, TimeSpan failing);

    /// <summary>A connection has failed: its end was not our own choice.</summary>
    void ConnectionFailed(int number, CloseCause cause, string why);

    /// <summary>An attempt failed, and that is news.</summary>
    void AttemptFailed(string problem);

    /// <summary>The bridge's health reads differently.</summary>
    void Publish(CallBridgeView view);

    /// <summary>It does, but was published a moment ago: <see cref="BridgeConnections.PublishDue"/> is to be called after that time.</summary>
    void PublishAfter(TimeSpan pause);

    /// <summary>After <see cref="BridgeConnections.Stop"/>: no socket is open, and none can come any more.</summary>
    void Gone();
}
