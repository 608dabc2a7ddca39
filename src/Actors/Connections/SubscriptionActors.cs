using Akka.Actor;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Subscriptions;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Actors.Connections;

/// <summary>A connection's subscriptions, found by their index and by what they are subscribed to.</summary>
internal sealed class SubscriptionActors(
    ConnectionIdentity identity, BridgeFigure figure, Runtime runtime, IUntypedActorContext context, FactOrder order)
{
    private readonly Dictionary<int, (IActorRef Actor, Resource Resource)> _byIndex = [];
    private readonly Dictionary<Resource, IActorRef> _byResource = [];

    public void Start(int index, Resource resource)
    {
        var actor = context.ActorOf(Subscription.Props(identity, resource, figure, runtime.Settings), $"subscription-{index}");
        _byIndex[index] = (actor, resource);
        _byResource[resource] = actor;
    }

    /// <summary>Tells the subscription of an index; false where there is none any more.</summary>
    public bool Tell(int index, object message)
    {
        var isThere = _byIndex.TryGetValue(index, out var subscription);
        if (isThere)
        {
            Tell(subscription.Actor, message);
        }

        return isThere;
    }

    /// <summary>Whether that index is a roster's or a call info's.</summary>
    public bool IsPart(int index) => _byIndex.TryGetValue(index, out var subscription) && subscription.Resource != Resource.Calls;

    /// <summary>Tells whoever is subscribed to that now.</summary>
    public void Tell(Resource resource, object message)
    {
        if (_byResource.TryGetValue(resource, out var subscription))
        {
            Tell(subscription, message);
        }
    }

    /// <summary>Ends the subscription of an index, behind what it was told already.</summary>
    public void Drop(int index)
    {
        if (_byIndex.Remove(index, out var subscription))
        {
            if (_byResource.TryGetValue(subscription.Resource, out var actor) && actor.Equals(subscription.Actor))
            {
                _byResource.Remove(subscription.Resource);
            }

            subscription.Actor.Tell(PoisonPill.Instance);
        }
    }

    private void Tell(IActorRef subscription, object message) => subscription.Tell(new Subscription.InOrder(order.Next(), runtime.Now, message));
}
