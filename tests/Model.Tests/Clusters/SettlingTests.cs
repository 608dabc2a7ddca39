using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Clusters;

/// <summary>A recovered call and its rosters: none settles who is there before the call has been handed all of them.</summary>
public class SettlingTests
{
    private readonly RecordedCluster _cluster = new();

    public SettlingTests()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.Connect(1, Ids.Fra, 2, 10, 1);
        _cluster.Plan(1);
        _cluster.RosterIsThere(2, Ids.Lon, 1, 1);
        _cluster.RosterIsThere(2, Ids.Fra, 2, 1);
        _cluster.State.AggregateRecovered(Ids.At(3), Ids.Key(1), [RecordedCluster.Slot(Ids.Lon, 1, Ids.Epoch(1)), RecordedCluster.Slot(Ids.Fra, 1, Ids.Epoch(2))]);
        _cluster.Told.Clear();
    }

    [Fact]
    public void All_of_them_are_complete_once_the_last_is_handed_over()
    {
        Instances();
        Whole(Ids.Fra, 2);
        Assert.False(Assert.Single(_cluster.Facts<CallFact.RosterWhole>(1)).IsComplete);
        Assert.Empty(Completed());

        Whole(Ids.Lon, 1);

        Assert.Equal([Ids.Fra, Ids.Lon], Completed());
    }

    [Fact]
    public void One_whose_connection_is_lost_is_not_waited_for()
    {
        Instances();
        Whole(Ids.Fra, 2);
        _cluster.Lose(4, Ids.Lon, 1);
        _cluster.State.Tick(Ids.At(4));

        Assert.Equal([Ids.Fra], Completed());
    }

    [Fact]
    public void One_whose_snapshot_is_not_in_completes_when_it_is()
    {
        _cluster.Roster(3, Ids.Lon, 1, 1, "pending");
        _cluster.Roster(3, Ids.Lon, 1, 1, "active");
        Instances();
        Whole(Ids.Fra, 2);
        Whole(Ids.Lon, 1);
        Assert.Equal([Ids.Fra], Completed());

        _cluster.State.RosterSettled(Ids.At(5), Ids.Instance(Ids.Lon, 1), Ids.Epoch(1), 1, isLimit: false);
        Assert.Equal([Ids.Fra, Ids.Lon], Completed());
    }

    [Fact]
    public void One_whose_snapshot_comes_in_meanwhile_is_complete_with_the_others()
    {
        _cluster.Roster(3, Ids.Lon, 1, 1, "pending");
        _cluster.Roster(3, Ids.Lon, 1, 1, "active");
        Instances();
        _cluster.State.RosterSettled(Ids.At(5), Ids.Instance(Ids.Lon, 1), Ids.Epoch(1), 1, isLimit: false);
        Assert.Empty(Completed());
        Whole(Ids.Lon, 1);
        Whole(Ids.Fra, 2);

        Assert.Equal([Ids.Fra, Ids.Lon], Completed());
    }

    private void Instances()
    {
        foreach (var (bridge, epoch) in new[] { (Ids.Lon, 1), (Ids.Fra, 2) })
        {
            _cluster.State.InstanceHandedOver(
                Ids.At(4), Ids.Instance(bridge, 1), Ids.Epoch(epoch), Ids.Key(1), new ListedCall(Values.Call(correlator: 1), Ids.At(1)), null);
        }
    }

    private void Whole(CallBridgeName bridge, int epoch) => _cluster.State.RosterHandedOver(
        new CallFact.RosterWhole(Ids.At(4), Ids.Instance(bridge, 1), Ids.Epoch(epoch), SubscriptionWords.Active, [], [], IsComplete: false));

    private IEnumerable<CallBridgeName> Completed() => _cluster.Facts<CallFact.RosterCompleted>(1).Select(f => f.Key.Bridge).Order();
}
