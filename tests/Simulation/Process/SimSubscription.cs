using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>One index: keeps what it currently says and turns its messages into facts, as the actors do.</summary>
internal sealed class SimSubscription(SimProcess process, SimCluster cluster, CallBridgeName bridge, Epoch epoch, Resource resource)
{
    private readonly ProcessMailbox _inbox = process.Mailbox(0.01);
    private readonly CallListContent _calls = new();
    private readonly RosterContent _roster = new();
    private readonly CallInfoContent _info = new();
    private string _state = PartStates.None;
    private bool _isComplete;

    public Resource Resource => resource;

    private Instant Now => process.Now;

    private InstanceKey Instance => new(bridge, resource.Call!.Value);

    private PartKey Part => new(Instance, resource.Type == SubscriptionType.CallRoster ? SlotPart.Roster : SlotPart.CallInfo);

    public void StateChanged(string state) => _inbox.Send(() =>
    {
        _state = state;
        var at = Now;
        if (resource == Resource.Calls)
        {
            cluster.Turn(s => s.CallListState(at, bridge, epoch, state));
        }
        else
        {
            cluster.Turn(s => s.PartState(at, Part, epoch, state));
        }
    });

    public void Told(ServerMessage message) => _inbox.Send(() =>
    {
        var at = Now;
        switch (message)
        {
            case ServerMessage.CallListUpdate m when _calls.Apply(at, m.Updates, Note) is { IsEmpty: false } calls:
                cluster.Turn(s => s.CallListTold(at, bridge, epoch, calls, this));
                break;
            case ServerMessage.RosterUpdate m when _roster.Apply(m.Updates, Note) is { IsEmpty: false } people:
                cluster.Turn(s => s.PartTold(Instance, epoch, new CallFact.RosterTold(at, Instance, epoch, people), this));
                break;
            case ServerMessage.CallInfoUpdate m:
                var isWhole = _info.Apply(m.CallInfo);
                cluster.Turn(s => s.PartTold(Instance, epoch, new CallFact.CallInfoTold(at, Instance, epoch, isWhole, m.CallInfo), this));
                break;
        }
    });

    public void Settled(bool isLimit) => _inbox.Send(() =>
    {
        _isComplete = true;
        var (at, count) = (Now, _roster.Count);
        if (resource == Resource.Calls)
        {
            cluster.Turn(s => s.CallListCompleted(at, bridge, epoch));
        }
        else
        {
            cluster.Turn(s => s.RosterSettled(at, Instance, epoch, count, isLimit));
        }
    });

    public void HandOver(InstanceKey instance, CallKey call) => _inbox.Send(() =>
    {
        var (at, listed, removal) = (Now, _calls.Find(instance.Call), _calls.RemovalOf(instance.Call));
        if (listed is not null || removal is not null || _isComplete)
        {
            cluster.Turn(s => s.InstanceHandedOver(at, instance, epoch, call, listed, removal));
        }
    });

    public void HandOver(PartKey part) => _inbox.Send(() =>
    {
        if (part.Part == SlotPart.Roster)
        {
            var whole = new CallFact.RosterWhole(Now, part.Instance, epoch, _state, _roster.Entries, _roster.Removed, IsComplete: false);
            cluster.Turn(s => s.RosterHandedOver(whole));
        }
        else
        {
            var whole = new CallFact.CallInfoWhole(Now, part.Instance, epoch, _state, _info.Values);
            cluster.Turn(s => s.PartTold(part.Instance, epoch, whole, null));
        }
    });

    private void Note(string problem) => process.World.Trace($"{bridge}: {problem}");
}
