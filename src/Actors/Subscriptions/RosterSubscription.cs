using System.Collections.Immutable;
using Akka.Actor;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Subscriptions;

/// <summary>
/// One call's roster on one bridge. One that finds no room among all that the bridge's rosters may hold tells its cluster so, and holds
/// nobody from then on: half a roster would read like a whole one.
/// </summary>
/// <param name="figure">Has what the rosters of the whole bridge hold.</param>
/// <param name="maxParticipants">The most of that.</param>
internal sealed class RosterSubscription(ConnectionIdentity identity, InstanceKey instance, BridgeFigure figure, int maxParticipants)
    : Subscription(identity)
{
    private RosterContent _content = new();
    private bool _isBeyond;

    protected override void OnState() =>
        TellCluster(new ClusterMessage.PartState(Now, new PartKey(instance, SlotPart.Roster), Identity.Epoch, State));

    protected override void OnTold(ServerMessage message)
    {
        var updates = ((ServerMessage.RosterUpdate)message).Updates;
        var kept = _isBeyond ? [] : Take(updates);
        ConfirmDropped(Math.Max(1, updates.Length) - kept.Length);
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

    private ImmutableArray<ParticipantUpdate> Take(ImmutableArray<ParticipantUpdate> updates)
    {
        var before = _content.Count;
        var joining = _content.CountNew(updates);
        if (!figure.TryReserveParticipants(joining, maxParticipants))
        {
            GiveUp();
            return [];
        }

        var kept = _content.Apply(updates, NoteProblem);
        figure.AddParticipants(_content.Count - before - joining);
        return kept;
    }

    private void GiveUp()
    {
        _isBeyond = true;
        figure.AddParticipants(-_content.Count);
        _content = new RosterContent();
        Context.Parent.Tell(new Beyond(FormattableString.Invariant(
            $"there are more participants than MaxParticipantsPerBridge ({maxParticipants}) allows: a call whose roster is beyond is degraded")));
        TellCluster(new ClusterMessage.RosterBeyond(Now, instance, Identity.Epoch));
    }
}
