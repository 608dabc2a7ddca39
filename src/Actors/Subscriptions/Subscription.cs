using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Subscriptions;

/// <summary>
/// One index of one connection: requested → pending → active → deactivated. Turns its messages into facts, in order, under its
/// connection's epoch, and keeps what the index currently says, to hand it over whole (design.md, "Actors").
/// </summary>
internal abstract class Subscription(ConnectionIdentity identity) : UntypedActor
{
    private readonly ImmutableArray<ClusterMessage>.Builder _facts = ImmutableArray.CreateBuilder<ClusterMessage>();
    private ActivityContext _trace;

    protected ConnectionIdentity Identity => identity;

    /// <summary>When the connection was told what this is about: facts of one connection never go back in time.</summary>
    protected Instant Now { get; private set; }

    protected string State { get; private set; } = PartStates.None;

    /// <param name="figure">Has what the rosters of the whole bridge hold.</param>
    public static Props Props(ConnectionIdentity identity, Resource resource, BridgeFigure figure, OrchestratorSettings settings) => resource switch
    {
        { Type: SubscriptionType.Calls } => Akka.Actor.Props.Create(() => new CallListSubscription(identity, settings.MaxCallsPerBridge)),
        { Type: SubscriptionType.CallRoster, Call: { } call } => Akka.Actor.Props.Create(
            () => new RosterSubscription(identity, new InstanceKey(identity.Bridge, call), figure, settings.MaxParticipantsPerBridge)),
        { Call: { } call } =>
            Akka.Actor.Props.Create(() => new CallInfoSubscription(identity, new InstanceKey(identity.Bridge, call))),
        _ => throw new ArgumentException("A roster or a call info is one call's.", nameof(resource)),
    };

    protected override void OnReceive(object message)
    {
        if (message is InOrder(var place, var at, var told))
        {
            Now = at;
            Take(told);
            Context.Parent.Tell(new Facts(place, _facts.DrainToImmutable()));
        }
        else
        {
            Unhandled(message);
        }
    }

    private void Take(object message)
    {
        switch (message)
        {
            case StateChanged changed:
                State = changed.State;
                OnState();
                break;
            case Settled settled:
                OnSettled(settled.IsLimit);
                break;
            case HandOverInstance handOver:
                OnHandOver(handOver);
                break;
            case HandOverPart handOver:
                OnHandOver(handOver);
                break;
            case Told told:
                _trace = told.Trace;
                OnTold(told.Message);
                _trace = default;
                break;
            case ServerMessage told:
                OnTold(told);
                break;
            default:
                throw new NotSupportedException($"A subscription is told {message.GetType()}.");
        }
    }

    protected abstract void OnState();

    protected abstract void OnTold(ServerMessage message);

    protected virtual void OnSettled(bool isLimit)
    {
    }

    protected virtual void OnHandOver(HandOverInstance handOver)
    {
    }

    protected virtual void OnHandOver(HandOverPart handOver)
    {
    }

    protected void TellCluster(ClusterMessage message) => _facts.Add(_trace == default ? message : message with { Trace = _trace });

    protected static void NoteProblem(string problem) => Context.Parent.Tell(new Note(problem));

    protected static void ConfirmDropped(int count)
    {
        if (count > 0)
        {
            Context.Parent.Tell(new Confirmed(count));
        }
    }

    /// <summary>A message of its index, and the span in which it was received.</summary>
    internal sealed record Told(ServerMessage Message, ActivityContext Trace);

    /// <summary>Something it is told, and the place of that among all that the connection's subscriptions are told.</summary>
    internal sealed record InOrder(long Place, Instant At, object Message) : IDeadLetterSuppression;

    /// <summary>What it makes of that, for the cluster; often one thing, sometimes nothing.</summary>
    internal sealed record Facts(long Place, ImmutableArray<ClusterMessage> Messages) : IDeadLetterSuppression;

    internal sealed record StateChanged(string State);

    /// <summary>No add came for the quiet time; or the longest time for a snapshot is over.</summary>
    internal sealed record Settled(bool IsLimit);

    internal sealed record Note(string Problem);

    /// <summary>There is more than its bridge may bring in.</summary>
    internal sealed record Beyond(string Problem);

    /// <summary>What it says is not all that its bridge has told, and there is room for all of it now.</summary>
    internal sealed record Outdated(string Why);
}
