using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Micro.Traffic;

/// <summary>A call on two Call Bridges whose rosters both list the same people, and what happens in it next.</summary>
internal sealed class BusyCall
{
    private static readonly ClusterName Cluster = new("emea");
    private static readonly Epoch Epoch = new(1, 1);
    private static readonly InstanceKey[] Keys = [Key("fra1", 1), Key("lon1", 2)];

    private readonly CallKey _call = CallKey.Of(new CallCorrelator(Guid.Parse("dee0733c-0000-4000-8000-000000000001")));
    private readonly CallPublisher _publisher;

    public BusyCall(int participants)
    {
        _publisher = new CallPublisher(Cluster, _call);
        State = CallState.None;
        var whole = ElementValues.Of((Element.Name, ElementValue.Of("Weekly")), (Element.Participants, ElementValue.Of(participants)));
        foreach (var key in Keys)
        {
            Tell(new CallFact.InstanceAdded(new(1), key, Epoch, whole));
            Tell(new CallFact.PartState(new(1), key, SlotPart.Roster, Epoch, SubscriptionWords.Active));
            Tell(new CallFact.RosterTold(new(1), key, Epoch, [.. Enumerable.Range(0, participants).Select(Messages.Joins)]));
            Tell(new CallFact.RosterCompleted(new(1), key, Epoch));
        }
    }

    public CallDecider Decider { get; } = new(new CallSettings(TimeSpan.FromSeconds(5)), _ => new CallId(Guid.Parse("01990000-0000-7000-8000-000000000001")));

    public CallState State { get; private set; }

    /// <summary>All that was ever published of it.</summary>
    public List<Publication> Published { get; } = [];

    /// <summary>Somebody begins to speak.</summary>
    public CallFact Next { get; } = new CallFact.RosterTold(new(2), Keys[0], Epoch, [Messages.Speaks(1, true)]);

    /// <summary>What an event publishes; the call stays as it was.</summary>
    public IReadOnlyList<Publication> Publish(CallChanged changed)
    {
        _publisher.Publish(State, changed, out var publications);
        return publications;
    }

    private void Tell(CallFact fact)
    {
        State = _publisher.Publish(State, Decider.Decide(State, [fact])!, out var publications);
        Published.AddRange(publications);
    }

    private static InstanceKey Key(string bridge, int number) => new(new(bridge), new(new Guid(number, 0xca1, 0, 0x80, 0, 0, 0, 0, 0, 0, 0)));
}
