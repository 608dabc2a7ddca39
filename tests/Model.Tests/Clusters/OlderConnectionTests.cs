using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Clusters;

/// <summary>Rosters that go over to an older connection of their bridge while the younger one lives: facts of an older one are old otherwise.</summary>
public class OlderConnectionTests
{
    private readonly RecordedCluster _cluster = new();

    public OlderConnectionTests()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.State.ConnectionOpened(Ids.Lon, Ids.Epoch(3));
        _cluster.State.ConnectionOpened(Ids.Lon, Ids.Epoch(5));
        _cluster.Plan(1);
    }

    /// <summary>What the call has made of all that it was told.</summary>
    private CallScene Call
    {
        get
        {
            var scene = new CallScene();
            foreach (var fact in _cluster.Facts<CallFact>(1))
            {
                scene.Tell(fact);
            }

            return scene;
        }
    }

    [Fact]
    public void A_roster_that_goes_over_to_an_older_connection_is_stale_until_that_one_tells_it()
    {
        Told(2, 5, Values.Join(1));
        Assert.Equal("live", Call.Person(1)!.Freshness);

        _cluster.Roster(3, Ids.Lon, 1, 1, "pending");
        Assert.Equal("stale", Call.Person(1)!.Freshness);
        Told(4, 1, Values.Join(1), Values.Join(2));
        Assert.Equal(["live", "live"], [Call.Person(1)!.Freshness, Call.Person(2)!.Freshness]);
    }

    [Fact]
    public void A_roster_that_goes_over_to_an_older_connection_which_is_lost_before_the_younger_one_is_carried_by_a_still_older_one()
    {
        Told(2, 5, Values.Join(1));
        Told(3, 3, Values.Join(1));
        _cluster.Lose(4, Ids.Lon, 3);
        Told(5, 1, Values.Join(1), Values.Join(2));
        Assert.Equal(["live", "live"], [Call.Person(1)!.Freshness, Call.Person(2)!.Freshness]);

        _cluster.Lose(6, Ids.Lon, 5);
        Assert.Equal(["live", "live"], [Call.Person(1)!.Freshness, Call.Person(2)!.Freshness]);
    }

    [Fact]
    public void What_the_younger_connection_says_late_of_the_whole_of_a_part_that_went_over_counts_no_more()
    {
        var instance = Ids.Instance(Ids.Lon, 1);
        Told(2, 5, Values.Join(1));
        Told(3, 1, Values.Join(1), Values.Join(2));
        _cluster.State.PartState(Ids.At(3), new PartKey(instance, SlotPart.CallInfo), Ids.Epoch(1), "active");
        _cluster.State.RosterHandedOver(new CallFact.RosterWhole(Ids.At(4), instance, Ids.Epoch(5), "active", [Values.Join(1)], [], IsComplete: false));
        _cluster.State.RosterSettled(Ids.At(4), instance, Ids.Epoch(5), count: 1, isLimit: false);
        _cluster.State.PartTold(instance, Ids.Epoch(5), new CallFact.CallInfoWhole(Ids.At(4), instance, Ids.Epoch(5), "active", Values.Name("before")), null);
        Assert.Empty(_cluster.Facts<CallFact.RosterWhole>(1));
        Assert.Empty(_cluster.Facts<CallFact.RosterCompleted>(1));
        Assert.Empty(_cluster.Facts<CallFact.CallInfoWhole>(1));

        _cluster.State.RosterSettled(Ids.At(5), instance, Ids.Epoch(1), count: 2, isLimit: false);
        Assert.Equal(Ids.Epoch(1), Assert.Single(_cluster.Facts<CallFact.RosterCompleted>(1)).Epoch);
        Assert.Equal(2, Call.View.RosterSize);
    }

    private void Told(double at, int epoch, params ParticipantUpdate[] people)
    {
        _cluster.Roster(at, Ids.Lon, epoch, 1, "active");
        _cluster.State.PartTold(
            Ids.Instance(Ids.Lon, 1), Ids.Epoch(epoch), new CallFact.RosterTold(Ids.At(at), Ids.Instance(Ids.Lon, 1), Ids.Epoch(epoch), [.. people]), null);
    }
}
