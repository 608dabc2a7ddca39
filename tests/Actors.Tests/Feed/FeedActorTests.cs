using Akka.Actor;
using Akka.TestKit;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class FeedActorTests : ActorTest
{
    private readonly FakeFeedStore _store = new();
    private readonly World _world = new(ActorRefs.Nobody);
    private readonly TestProbe _call;
    private readonly IActorRef _feed;

    public FeedActorTests()
    {
        _call = CreateTestProbe();
        _feed = Sys.ActorOf(FeedActor.Props(_store, _world.View, _world.Runtime));
    }

    [Fact]
    public async Task Nothing_is_shown_before_it_is_durable()
    {
        _store.Gate.Reset();

        Tell(1);
        await EventuallyAsync(() => _store.Attempts == 1, "it is being written");

        Assert.Equal(0, _world.View.Current.Revision);
        await _call.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        _store.Gate.Set();
        await _call.ExpectMsgAsync(new FeedReached(1));
        Assert.Equal(1, _world.View.Current.Revision);
        Assert.Equal(1, _world.View.Changes.Last);
    }

    [Fact]
    public async Task What_comes_while_a_batch_is_written_is_the_next_batch()
    {
        _store.Gate.Reset();
        Tell(1);
        await EventuallyAsync(() => _store.Attempts == 1, "the first is being written");
        Tell(2);
        Tell(3);
        _store.Gate.Set();

        await _call.ExpectMsgAsync(new FeedReached(1));
        await _call.ExpectMsgAsync(new FeedReached(3));
        Assert.Equal([1, 2], _store.Batches.Select(b => b.Count));
    }

    [Fact]
    public async Task While_the_storage_takes_no_writes_nothing_is_published_and_readiness_says_why_and_then_all_goes_on_by_itself()
    {
        _world.Readiness.Recovered();
        _store.Problem = "feed.db: the disk is full";
        Tell(1);
        Tell(2);
        await EventuallyAsync(() => _store.Attempts >= 3, "it is tried again and again");

        Assert.Equal("feed.db: the disk is full", _world.Readiness.WaitsFor);
        Assert.Equal(0, _world.View.Current.Revision);

        _store.Problem = null;
        await _call.FishForMessageAsync<FeedReached>(r => r.Sequence == 2);
        Assert.Null(_world.Readiness.WaitsFor);
        Assert.Equal([1L, 2L], _store.Changes.Select(c => c.Revision));
    }

    [Fact]
    public async Task Of_a_Call_Bridge_only_the_last_view_waits_for_the_storage()
    {
        _store.Problem = "locked";
        Tell(1);
        await EventuallyAsync(() => _store.Attempts >= 1, "it is tried");
        for (var calls = 1; calls <= 1000; calls++)
        {
            _feed.Tell(Bridge("lon1", calls));
            _feed.Tell(Bridge("lon2", calls));
        }

        _store.Problem = null;
        _feed.Tell(new Flush("all"), _call);
        await _call.FishForMessageAsync<Flushed>(_ => true);

        Assert.Equal(3, _store.Changes.Count);
        Assert.All(_world.View.Current.CallBridges.Values, b => Assert.Equal(1000, b.Calls));
    }

    [Fact]
    public async Task A_flush_is_answered_when_all_before_it_is_in_the_feed()
    {
        _store.Gate.Reset();
        Tell(1);
        Tell(2);
        _feed.Tell(new Flush("tag"), _call);
        await _call.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        _store.Gate.Set();

        await _call.FishForMessageAsync<Flushed>(f => Equals(f.Tag, "tag"));
        Assert.Equal(2, _store.Changes.Count);
    }

    [Fact]
    public async Task What_was_reached_is_known_to_whoever_recovers_next_until_the_call_has_ended()
    {
        Tell(1);
        await _call.ExpectMsgAsync(new FeedReached(1));
        Assert.Equal(1, _world.Runtime.Progress.Of("call/emea/x"));

        _feed.Tell(new FeedEntry("call/emea/x", 2, true, []), _call);
        await _call.ExpectMsgAsync(new FeedReached(2));
        Assert.Empty(_world.Runtime.Progress.PersistenceIds);
    }

    [Fact]
    public async Task The_feed_does_not_stop_while_its_store_is_at_work()
    {
        _store.Gate.Reset();
        Tell(1);
        await EventuallyAsync(() => _store.Attempts == 1, "it is being written");
        await WatchAsync(_feed);

        Sys.Stop(_feed);

        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
        _store.Gate.Set();
        await ExpectTerminatedAsync(_feed);
        Assert.Single(_store.Batches);
    }

    protected override void AfterAll()
    {
        _store.Gate.Set();
        base.AfterAll();
        _store.Dispose();
    }

    private void Tell(long sequence) => _feed.Tell(Bridge("old", (int)sequence) with { PersistenceId = "call/emea/x", Sequence = sequence }, _call);

    private static FeedEntry Bridge(string name, int calls)
    {
        var view = BridgeHealth.Stopped(new ClusterName("emea"), new CallBridgeName(name), FakeBridge.Settings.Url, new Instant(1)) with { Calls = calls };
        return new FeedEntry(null, 0, false, [Publication.Of(new Instant(1), view)]);
    }
}
