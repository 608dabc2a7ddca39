using Akka.Actor;
using Akka.TestKit;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using Microsoft.Extensions.Time.Testing;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>A node's view is the fold of the whole feed, whoever appended it.</summary>
public sealed class FollowingTests : ActorTest
{
    private static readonly ClusterName Emea = new("emea");

    private readonly FakeTimeProvider _time = new();
    private readonly FakeFeedStore _store = new() { IsShared = true };
    private readonly World _world;
    private readonly TestProbe _call;
    private readonly IActorRef _feed;

    public FollowingTests()
    {
        _world = new World(ActorRefs.Nobody, time: _time);
        _call = CreateTestProbe();
        _feed = Sys.ActorOf(FeedActor.Props(_store, _world.View, _world.Runtime));
    }

    [Fact]
    public async Task What_another_node_appends_is_shown_though_nobody_says_so()
    {
        _store.AppendElsewhere(Started(1));

        await RevisionAsync(1);
        Assert.Single(_world.View.Current.Calls);
    }

    [Fact]
    public async Task What_another_node_announces_is_shown_at_once_and_in_order_with_what_is_appended_here()
    {
        await TakenOverAsync();
        for (var i = 1; i <= 50; i++)
        {
            _store.Announce(_store.AppendElsewhere(Started(i)));
            _feed.Tell(Entry(1000 + i, 1, Started(1000 + i)), _call);
        }

        await RevisionAsync(100);
        Assert.Equal(100, _world.View.Current.Calls.Count);
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_shown_once()
    {
        _store.LosesAnswer = true;
        _feed.Tell(Entry(1, 1, Started(1)), _call);

        await _call.ExpectMsgAsync(new FeedReached(1));
        await RevisionAsync(1);
        Assert.Single(_store.Changes);
    }

    [Fact]
    public async Task Where_rows_that_are_needed_are_gone_the_view_is_loaded_anew()
    {
        _store.Problem = "away";
        for (var i = 1; i <= 20; i++)
        {
            _store.AppendElsewhere(Started(i));
        }

        _store.Keep(15);
        _store.Problem = null;

        await RevisionAsync(20);
        Assert.Equal(20, _world.View.Current.Calls.Count);
        _world.Readiness.Recovered();
        await EventuallyAsync(() => _world.Readiness.IsRecovered, "it is level again");
    }

    [Fact]
    public async Task A_node_that_could_not_read_for_a_while_is_not_ready_until_it_has()
    {
        _world.Readiness.Recovered();
        _world.Readiness.FollowOthers();
        Assert.Null(_world.Readiness.WaitsFor);

        _store.Problem = "away";
        await EventuallyAsync(() => _world.Readiness.WaitsFor == "away", "it is said");
        Assert.True(_world.Readiness.IsRecovered);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(_world.Readiness.IsRecovered);
        Assert.Equal(TimeSpan.FromSeconds(11), _world.Readiness.FeedLag);
        _store.Announce(_store.AppendElsewhere(Started(1)));
        await EventuallyAsync(() => _world.Runtime.Metrics.Total("cms_feed_lag_revisions") == 1, "it is known what is missing");

        _store.Problem = null;
        await EventuallyAsync(() => _world.Readiness.WaitsFor is null && _world.Readiness.IsRecovered, "it is level again");
        Assert.Equal(1, _world.View.Current.Revision);
        Assert.Equal(0, _world.Runtime.Metrics.Total("cms_feed_lag_revisions"));
        Assert.Equal(TimeSpan.Zero, _world.Readiness.FeedLag);
    }

    [Fact]
    public async Task A_cluster_is_taken_over_after_all_that_was_given_before_and_what_was_reached_is_what_the_feed_says()
    {
        _store.Gate.Reset();
        _feed.Tell(new FeedEntry(CallPersistenceId.Of(Emea, CallKey.StandIn(new(Guid.NewGuid()))), 3, false, [Started(1)]), _call);
        _feed.Tell(new TakeOver(Emea), _call);
        _store.Gate.Set();

        await _call.ExpectMsgAsync(new FeedReached(3));
        var takeover = await _call.ExpectMsgAsync<ClusterTakeover>();
        Assert.Equal(1, takeover.Term);
        Assert.Equal(["call/emea/x"], _world.Runtime.Progress.PersistenceIds);
        Assert.Equal(7, _world.Runtime.Progress.Of("call/emea/x"));
    }

    [Fact]
    public async Task Of_a_cluster_that_another_node_has_taken_over_nothing_is_appended_and_its_owner_here_is_told()
    {
        Sys.EventStream.Subscribe(_call, typeof(OwnershipLost));
        await TakenOverAsync();
        _store.TakeOver(Emea);

        _feed.Tell(Entry(1, 1, Started(1)), _call);
        _feed.Tell(OfBridges(Publication.Of(Views.Now, Bridge("lon1"))), _call);

        await _call.ExpectMsgAsync(new OwnershipLost(Emea, 1));
        Assert.Empty(_store.Changes);
        Assert.Equal(0, _world.Runtime.Progress.Of(Pid(1)));
    }

    protected override void AfterAll()
    {
        _store.Gate.Set();
        base.AfterAll();
        _store.Dispose();
    }

    private async Task TakenOverAsync()
    {
        _feed.Tell(new TakeOver(Emea), _call);
        await _call.ExpectMsgAsync<ClusterTakeover>();
    }

    private Task RevisionAsync(long revision) => EventuallyAsync(() => _world.View.Current.Revision == revision, $"revision {revision} is shown");
}
