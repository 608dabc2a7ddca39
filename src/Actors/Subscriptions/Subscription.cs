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
using CmsOrchestrator.Model.Planning;
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

    internal sealed record CallCount(int Calls);

    /// <summary>What it says is not all that its bridge has told, and there is room for all of it now.</summary>
    internal sealed record Outdated(string Why);
}

/// <summary>A bridge's list of calls.</summary>
internal sealed class CallListSubscription(ConnectionIdentity identity, int maxCalls) : Subscription(identity)
{
    private const int MostTold = 250;

    private readonly EntryLimit _limit = new("MaxCallsPerBridge", maxCalls);
    private readonly CallListContent _content = new();
    private bool _isComplete;

    protected override void OnState() =>
        TellCluster(new ClusterMessage.CallListState(Now, Identity.Bridge, Identity.Epoch, State));

    protected override void OnTold(ServerMessage message)
    {
        var updates = ((ServerMessage.CallListUpdate)message).Updates;
        var admitted = _limit.Admit(updates, _content.Count, call => _content.Find(call) is not null, NoteProblem);
        var kept = _content.Apply(Now, admitted, NoteProblem);
        ConfirmDropped(updates.Length - kept.Length);
        if (kept.Length > 0)
        {
            // In pieces, so that what other bridges tell comes in between.
            for (var from = 0; from < kept.Length; from += MostTold)
            {
                var piece = kept.Slice(from, Math.Min(MostTold, kept.Length - from));
                TellCluster(new ClusterMessage.CallListTold(Now, Identity.Bridge, Identity.Epoch, piece));
            }

            Context.Parent.Tell(new CallCount(_content.Count));
            if (_limit.IsOutdated(_content.Count))
            {
                Context.Parent.Tell(new Outdated("there is room again for calls that were beyond MaxCallsPerBridge"));
            }
        }
    }

    protected override void OnSettled(bool isLimit)
    {
        _isComplete = true;
        TellCluster(new ClusterMessage.CallListCompleted(Now, Identity.Bridge, Identity.Epoch));
    }

    protected override void OnHandOver(HandOverInstance handOver)
    {
        var listed = _content.Find(handOver.Instance.Call);
        if (listed is not null || _isComplete)
        {
            TellCluster(new ClusterMessage.InstanceHandedOver(
                Now, handOver.Instance, Identity.Epoch, handOver.Call, listed, _content.RemovalOf(handOver.Instance.Call)));
        }
    }
}

/// <summary>One call's roster on one bridge.</summary>
internal sealed class RosterSubscription(ConnectionIdentity identity, InstanceKey instance, BridgeFigure figure, int maxParticipants)
    : Subscription(identity)
{
    private readonly EntryLimit _limit = new("MaxParticipantsPerBridge", maxParticipants);
    private readonly RosterContent _content = new();

    protected override void OnState() =>
        TellCluster(new ClusterMessage.PartState(Now, new PartKey(instance, SlotPart.Roster), Identity.Epoch, State));

    protected override void OnTold(ServerMessage message)
    {
        var (updates, before) = (((ServerMessage.RosterUpdate)message).Updates, _content.Count);
        var room = figure.ReserveParticipants(updates.Length, maxParticipants);
        var kept = _content.Apply(_limit.Admit(updates, maxParticipants - room, _content.Has, NoteProblem), NoteProblem);
        figure.AddParticipants(_content.Count - before - room);
        ConfirmDropped(Math.Max(1, updates.Length) - kept.Length);
        if (_limit.IsOutdated(figure.Participants))
        {
            Context.Parent.Tell(new Outdated("there is room again for participants that were beyond MaxParticipantsPerBridge"));
        }

        if (kept.Length > 0)
        {
            TellCluster(new ClusterMessage.PartTold(
                instance, Identity.Epoch, new CallFact.RosterTold(Now, instance, Identity.Epoch, kept)));
        }
    }

    protected override void PostStop() => figure.AddParticipants(-_content.Count);

    protected override void OnSettled(bool isLimit) =>
        TellCluster(new ClusterMessage.RosterSettled(Now, instance, Identity.Epoch, _content.Count, isLimit));

    protected override void OnHandOver(HandOverPart handOver) =>
        TellCluster(new ClusterMessage.RosterHandedOver(new CallFact.RosterWhole(
            Now, instance, Identity.Epoch, State, _content.Entries, _content.Removed, IsComplete: false)));
}

/// <summary>One call's info on one bridge.</summary>
internal sealed class CallInfoSubscription(ConnectionIdentity identity, InstanceKey instance) : Subscription(identity)
{
    private readonly CallInfoContent _content = new();

    protected override void OnState() =>
        TellCluster(new ClusterMessage.PartState(Now, new PartKey(instance, SlotPart.CallInfo), Identity.Epoch, State));

    protected override void OnTold(ServerMessage message)
    {
        var told = ((ServerMessage.CallInfoUpdate)message).CallInfo;
        var isWhole = _content.Apply(told);
        TellCluster(new ClusterMessage.PartTold(
            instance, Identity.Epoch, new CallFact.CallInfoTold(Now, instance, Identity.Epoch, isWhole, told)));
    }

    protected override void OnHandOver(HandOverPart handOver) =>
        TellCluster(new ClusterMessage.PartTold(
            instance, Identity.Epoch, new CallFact.CallInfoWhole(Now, instance, Identity.Epoch, State, _content.Values), IsCounted: false));
}
