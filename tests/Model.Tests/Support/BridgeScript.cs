using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Support;

/// <summary>The facts of one instance on one bridge and connection, in few words.</summary>
internal sealed record BridgeScript(CallBridgeName Bridge, int Call, int EpochNumber = 1)
{
    public InstanceKey Key => new(Bridge, Ids.Call(Call));

    public Epoch Epoch => Ids.Epoch(EpochNumber);

    public BridgeScript Reconnected(int epoch) => this with { EpochNumber = epoch };

    public CallFact Added(double at, ElementValues? values = null) => new CallFact.InstanceAdded(Ids.At(at), Key, Epoch, values ?? Values.None);

    public CallFact Updated(double at, ElementValues values) => new CallFact.InstanceUpdated(Ids.At(at), Key, Epoch, values);

    public CallFact Removed(double at, string? reason = null) => new CallFact.InstanceRemoved(Ids.At(at), Key, Epoch, reason);

    public CallFact ListCompleted(double at) => new CallFact.CallListCompleted(Ids.At(at), Bridge, Epoch);

    public CallFact Lost(double at) => new CallFact.ConnectionLost(Ids.At(at), Bridge, Epoch);

    public CallFact State(double at, SlotPart part, string state) => new CallFact.PartState(Ids.At(at), Key, part, Epoch, state);

    public CallFact RosterActive(double at) => State(at, SlotPart.Roster, SubscriptionWords.Active);

    public CallFact Roster(double at, params ParticipantUpdate[] updates) => new CallFact.RosterTold(Ids.At(at), Key, Epoch, [.. updates]);

    public CallFact RosterCompleted(double at) => new CallFact.RosterCompleted(Ids.At(at), Key, Epoch);

    public CallFact RosterWhole(double at, bool isComplete, ParticipantUpdate[] entries, params ParticipantUpdate[] removed) =>
        new CallFact.RosterWhole(Ids.At(at), Key, Epoch, SubscriptionWords.Active, [.. entries], [.. removed], isComplete);

    public CallFact InfoActive(double at) => State(at, SlotPart.CallInfo, SubscriptionWords.Active);

    public CallFact Info(double at, ElementValues values, bool isWhole = false) => new CallFact.CallInfoTold(Ids.At(at), Key, Epoch, isWhole, values);

    public CallFact GivenUp(double at, SlotPart part) => new CallFact.PartGivenUp(Ids.At(at), Key, part);

    /// <summary>The instance is there, its roster live and complete.</summary>
    public CallFact[] WithRoster(double at, params ParticipantUpdate[] people) =>
        [Added(at), RosterActive(at), Roster(at, people), RosterCompleted(at)];
}
