using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Connections;

/// <summary>Sets what a connection is to be subscribed to.</summary>
internal sealed record Want(IReadOnlyCollection<Resource> Resources) : IDeadLetterSuppression;

/// <summary>Facts of a connection, of that weight, are durable or of no consequence: it may send as much more.</summary>
internal sealed record Confirmed(int Count) : IDeadLetterSuppression;

/// <summary>Asks the <c>calls</c> subscription for all it says of a call.</summary>
internal sealed record HandOverInstance(InstanceKey Instance, CallKey Call) : IDeadLetterSuppression;

/// <summary>Asks a roster's or a call info's subscription for all it says.</summary>
internal sealed record HandOverPart(PartKey Part) : IDeadLetterSuppression
{
    public Resource Resource => Resource.Of(Part);
}

/// <summary>Closes the socket with 1000 and stops.</summary>
internal sealed record CloseConnection : IDeadLetterSuppression;

/// <summary>The server acknowledged a request for the first time.</summary>
internal sealed record ConnectionAnswered(int Number);

/// <summary>The server refused a request before it had acknowledged any. The connection stays, and asks again.</summary>
internal sealed record ConnectionRefused(int Number);

/// <summary>The connection is given up; its actor stops.</summary>
internal sealed record ConnectionClosed(int Number, CloseCause Cause, string Why);

/// <summary>Something was ignored, but not in silence: so often since the last note, and this was the last.</summary>
internal sealed record ConnectionNote(int Number, string Problem, int Count);

/// <summary>A limit holds, of those on what a bridge may bring in; told once in a connection's life.</summary>
internal sealed record ConnectionBeyond(string Problem);

/// <summary>Subscriptions by state, and what has become of the call list where this connection carries it and that is news.</summary>
internal sealed record ConnectionReport(int Number, SubscriptionCounts Subscriptions, CallCount? List);

/// <summary>Which connection a subscription belongs to.</summary>
internal sealed record ConnectionIdentity(CallBridgeName Bridge, int Number, Epoch Epoch, IActorRef Cluster);
