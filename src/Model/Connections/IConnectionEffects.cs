using System.Collections.Immutable;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Connections;

/// <summary>What a <see cref="ConnectionSession"/> wants done, in the order in which it says so.</summary>
public interface IConnectionEffects
{
    void SendSubscribeRequest(long messageId, ImmutableArray<SubscriptionSpec> subscriptions);

    /// <summary>Acknowledges a message that could not be understood and is skipped all the same.</summary>
    void SendAck(long messageId);

    /// <summary>The server acknowledged a request for the first time: the connection works.</summary>
    void Answered();

    /// <summary>The server refused a request before it had acknowledged any: nothing comes of this connection for now.</summary>
    void Refused();

    void SubscriptionStarted(int index, Resource resource);

    void SubscriptionStateChanged(int index, string state);

    void Deliver(int index, ServerMessage message);

    /// <summary>The fence is answered and no add came for the quiet time.</summary>
    void SnapshotQuiet(int index);

    /// <summary>The fence is answered and the longest time for a snapshot is over.</summary>
    void SnapshotLimit(int index);

    /// <summary>The index is not subscribed to any more, by our own choice.</summary>
    void SubscriptionDropped(int index);

    /// <summary>Something that is ignored, but never in silence.</summary>
    void Note(string problem);

    void Close(CloseCause cause, string why);
}
