using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

/// <summary>One incarnation of a call's aggregate: when it writes, and what it says when.</summary>
public class IncarnationTests : ICallEffects
{
    private readonly BridgeScript _lon = new(Ids.Lon, 1);
    private readonly List<CallChanged> _writes = [];
    private readonly List<CallPublished> _published = [];
    private readonly List<long> _snapshots = [];
    private readonly List<Instant?> _handovers = [];
    private readonly List<string> _said = [];
    private CallIncarnation _call;
    private int _confirmed;

    public IncarnationTests() => _call = Start(fed: 0);

    [Fact]
    public void What_comes_while_a_write_is_under_way_is_one_event()
    {
        Take(_lon.Added(1), _lon.Updated(2, Name("a")), _lon.Updated(3, Name("b")));
        Assert.Single(_writes);

        Written(1);
        Assert.Equal(2, _writes.Count);
        Assert.Equal(2, _writes[1].Changes.Length);
    }

    [Fact]
    public void Nothing_is_published_or_confirmed_before_it_is_durable_and_what_changes_nothing_at_once()
    {
        Take(_lon.Added(1));
        Assert.Empty(_published);
        Assert.Equal(1, _confirmed); // the recovery's own

        Written(1);
        Take(_lon.Added(2));
        Assert.Equal([1L], _published.Select(p => p.Sequence));
        Assert.Equal(3, _confirmed);
    }

    [Fact]
    public void No_more_than_two_events_are_ahead_of_the_feed()
    {
        Take(_lon.Added(1));
        for (var i = 1; i <= 2; i++)
        {
            Take(_lon.Updated(1 + i, Name("name " + i)));
            Written(_writes.Count);
        }

        Take(_lon.Updated(20, Name("and more")));
        Assert.Equal(2, _writes.Count);
        _call.Reached(1);
        Assert.Equal(3, _writes.Count);
    }

    [Fact]
    public void A_successor_publishes_what_the_feed_has_not_and_is_reconciled_once_it_has()
    {
        Take(_lon.Added(1));
        Written(1);
        Take(_lon.Updated(2, Name("a")));
        Written(2);
        var (first, second) = (_writes[0], _writes[1]);
        Forget();

        _call = new CallIncarnation(Settings, Decider(), new CallPublisher(Ids.Cluster, Ids.Key(1)), 100, fed: 1, this);
        _call.Recover(1, first);
        _call.Recover(2, second);
        Assert.Empty(_said);
        _call.Recovered(Ids.At(3), last: 2);

        Assert.Equal([2L], _published.Select(p => p.Sequence));
        Assert.Equal(["recovered"], _said);
        Written(3);
        _call.Reached(2);
        Assert.DoesNotContain("reconciled", _said);
        _call.Reached(3);
        Assert.Equal(["recovered", "reconciled"], _said);
    }

    [Fact]
    public void A_snapshot_is_of_what_the_feed_has()
    {
        _call = Start(fed: 0, snapshotInterval: 2);
        Take(_lon.Added(1));
        Written(1);
        Take(_lon.Updated(2, Name("a")));
        Written(2);
        _call.Reached(1);
        Assert.Empty(_snapshots);
        _call.Reached(2);
        Assert.Equal([2L], _snapshots);
    }

    [Fact]
    public void A_snapshot_is_ahead_of_a_feed_that_has_forgotten_the_call()
    {
        Take(_lon.Added(1));
        Written(1);
        var state = _call.State;
        Forget();

        _call = new CallIncarnation(Settings, Decider(), new CallPublisher(Ids.Cluster, Ids.Key(1)), 100, fed: 0, this);
        _call.Recover(7, state);
        _call.Recovered(Ids.At(2), last: 7);

        Assert.Empty(_published);
        Written(8);
        Assert.Equal([8L], _published.Select(p => p.Sequence));
    }

    [Fact]
    public void A_handover_is_awaited_once_and_ends_the_session_when_its_time_is_over()
    {
        Take(_lon.Added(1));
        Written(1);
        Take(_lon.Removed(2));
        Written(2);
        _call.Reached(1);
        Assert.Equal([Ids.At(7)], _handovers);

        _call.HandoverDue(Ids.At(6.9));
        Assert.Equal([Ids.At(7), Ids.At(7)], _handovers); // whoever counted it was early
        _call.HandoverDue(Ids.At(7));
        Written(3);
        Assert.Equal(2, _handovers.Count);
        Assert.True(_call.State.IsNone);
    }

    [Fact]
    public void It_is_idle_once_it_knows_nothing_and_the_feed_has_all_and_again_after_each_fact()
    {
        Assert.Equal(["recovered", "reconciled", "idle after 0"], _said);
        Take(_lon.Removed(1));
        Assert.Equal(["recovered", "reconciled", "idle after 0", "idle after 1"], _said);

        Take(_lon.Added(2));
        Written(1);
        Take(new CallFact.BridgeRemoved(Ids.At(3), Ids.Lon));
        Written(2);
        _call.Reached(1);
        _call.HandoverDue(Ids.At(8));
        Written(3);
        Assert.Equal(4, _said.Count);
        _call.Reached(3);
        Assert.Equal("idle after 3", _said[^1]);
        Assert.Equal(5, _said.Count);
    }

    private static CallSettings Settings { get; } = new(TimeSpan.FromSeconds(5));

    private CallIncarnation Start(long fed, int snapshotInterval = 100)
    {
        var call = new CallIncarnation(Settings, Decider(), new CallPublisher(Ids.Cluster, Ids.Key(1)), snapshotInterval, fed, this);
        call.Recovered(Ids.At(0), last: 0);
        return call;
    }

    private static CallDecider Decider()
    {
        var sessions = 0;
        return new CallDecider(Settings, _ => new CallId(Ids.Guid(0x5e, ++sessions)));
    }

    private void Take(params CallFact[] facts)
    {
        foreach (var fact in facts)
        {
            _call.Take(new CallTake(fact));
        }
    }

    private void Written(long sequence) => _call.Written(sequence, _writes[^1]);

    private void Forget()
    {
        _writes.Clear();
        _published.Clear();
        _said.Clear();
    }

    void ICallEffects.Write(CallChanged changed, IReadOnlyList<CallTake> taken) => _writes.Add(changed);

    void ICallEffects.Publish(in CallPublished published) => _published.Add(published);

    void ICallEffects.Confirm(IReadOnlyList<CallTake> taken) => _confirmed += taken.Count;

    void ICallEffects.SaveSnapshot(long sequence, CallState state) => _snapshots.Add(sequence);

    void ICallEffects.Recovered(CallState state) => _said.Add("recovered");

    void ICallEffects.Reconciled() => _said.Add("reconciled");

    void ICallEffects.Idle(long taken) => _said.Add($"idle after {taken}");

    void ICallEffects.AwaitHandover(Instant? due) => _handovers.Add(due);
}
