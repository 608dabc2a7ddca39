using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>What the check may not ask for, and that it asks for all the rest.</summary>
public class GoneCheckTests
{
    private static readonly CallKey Key = CallKey.Of(Numbers.Space(9));

    private readonly World _world = new(new Scenario(1, new Shape(1, 2, 1, 1, 100, TimeSpan.FromMinutes(10)), []), null);
    private readonly CallDecider _decider;
    private readonly CallPublisher _publisher;
    private CallState _state = CallState.None;
    private TimeSpan _ahead;

    public GoneCheckTests()
    {
        _decider = new CallDecider(new CallSettings(World.Handover), _ => _world.NextSession());
        _publisher = new CallPublisher(Site.Name, Key);
    }

    private Site Site => _world.Sites[0];

    private Instant Now => _world.Time.Now + _ahead;

    /// <summary>What a process wrote may be in the feed only when another one runs, whose clock is set otherwise.</summary>
    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(0, 3, true)]
    [InlineData(-300, 1, false)]
    [InlineData(-300, 3, true)]
    public void Whether_somebody_had_left_for_good_is_asked_by_the_clock_of_the_process_that_wrote_it(int ahead, int secondsAfter, bool isBreach)
    {
        var person = Site.Join(Site.Space(1), Site.Bridges[0])!;
        var key = HostOf(person);
        _ahead = TimeSpan.FromSeconds(ahead);
        Tell([.. WithRoster(key, default, person)]);
        Site.Leave(person, "remoteTeardown");
        Check(Tell(new CallFact.RosterTold(Now, key, default, [new(person.Id, UpdateType.Remove, ElementValues.Empty, "remoteTeardown")])));
        var back = Tell(new CallFact.RosterTold(Now + TimeSpan.FromSeconds(secondsAfter), key, default, [Add(person)]));

        _world.Kill();
        _world.ClockAhead = TimeSpan.FromSeconds(-159);
        _world.StartIfDown();

        Assert.Equal(isBreach, Record.Exception(() => Check(back)) is Breach);
    }

    /// <summary>They leave one session and are in the next at once; what that one tells of them is in the feed in the same moment, if it stood still.</summary>
    [Fact]
    public void Who_goes_over_to_the_session_that_follows_has_not_left()
    {
        var bridge = Site.Bridges[1];
        _world.Time.RunUntil(_world.Time.Now + TimeSpan.FromSeconds(2));
        _world.Stall(1);
        var person = Site.Join(Site.Space(1), bridge)!;
        _world.Time.RunUntil(_world.Time.Now + TimeSpan.FromSeconds(4));
        var epoch = _world.Sockets.Single(s => s.Value == _world.SocketsOf(bridge)[0]).Key;
        var away = new InstanceKey(Site.Bridges[0].Name, default);
        Tell(new CallFact.InstanceAdded(Now, away, default, ElementValues.Empty));
        Tell(new CallFact.ConnectionLost(Now, away.Bridge, default));
        Tell([.. WithRoster(HostOf(person), epoch, person)]);

        var settled = Tell(new CallFact.CallListCompleted(Now, away.Bridge, epoch));
        Check(settled);

        var left = settled.Publications.Where(p => p.Type == PublicationType.ParticipantLeft).ToList();
        Assert.Equal(Reasons.NotSeenAfterReconnect, Assert.Single(left).Participant!.LeaveReason);
        Assert.Throws<Breach>(() => Check(settled with { Publications = left }));
    }

    private static InstanceKey HostOf(Person person) => new(person.Host.Name, person.Conference.Instances[person.Host.Name].Guid);

    private static ParticipantUpdate Add(Person person) => new(person.Id, UpdateType.Add, person.Told, null);

    private CallFact[] WithRoster(InstanceKey key, Epoch epoch, Person person) =>
    [
        new CallFact.InstanceAdded(Now, key, epoch, ElementValues.Empty),
        new CallFact.PartState(Now, key, SlotPart.Roster, epoch, SubscriptionWords.Active),
        new CallFact.RosterTold(Now, key, epoch, [Add(person)]),
        new CallFact.RosterCompleted(Now, key, epoch),
    ];

    private CallPublished Tell(params CallFact[] facts)
    {
        var (before, changed) = (_state, _decider.Decide(_state, facts)!);
        _state = _publisher.Publish(before, changed, out var publications);
        return new CallPublished(_world.Disk.JournalOf(Site.Name, Key).Write(changed, _ahead), before, changed, _state, publications);
    }

    private void Check(CallPublished published)
    {
        foreach (var publication in published.Publications)
        {
            _world.Gone.Check(new SimFeed.Entry(null!, Site.Name, Key, published), publication);
        }
    }
}
