using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Tests.Bridges;

/// <summary>A further connection: when it is needed, and what its coming and going says of the room.</summary>
public class FurtherConnectionTests
{
    [Fact]
    public void More_than_one_connection_takes_opens_a_further_one_which_closes_when_nothing_is_left_for_it()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        Assert.Equal(["want 0 for 100", "attempt 1"], bridge.Take());
        bridge.Comes(2, 1);
        Assert.Equal(["open 1 for 51"], bridge.Take());

        bridge.Want(3, 1);
        Assert.Equal(["want 0 for 2", "close 1"], bridge.Take());
        bridge.Want(4, 1);
        Assert.Empty(bridge.Take());
        bridge.Ended(5, 1);
        Assert.Equal(["lost 1"], bridge.Take());
    }

    [Fact]
    public void An_end_of_our_own_choice_is_no_failure()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        bridge.Comes(2, 1);
        bridge.Want(3, 1);
        bridge.Want(4, 150);
        bridge.Take();
        bridge.Ended(5, 1);
        Assert.Equal(["lost 1", "attempt 1"], bridge.Take());
        Assert.Equal(0, bridge.Views[^1].Reconnects);
    }

    [Fact]
    public void An_attempt_that_is_no_longer_needed_counts_no_more_and_its_socket_is_closed()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        var attempt = bridge.Attempts[1];
        bridge.Take();
        bridge.Want(2, 1);
        bridge.Want(3, 150);
        Assert.Equal(["want 0 for 2", "abandon 1", "want 0 for 100", "attempt 1"], bridge.Take());

        bridge.Opened(4, 1, attempt);
        bridge.Opened(5, 1);
        Assert.Equal(["discard 1", "open 1 for 51"], bridge.Take());
    }

    [Fact]
    public void One_that_is_refused_is_no_room_and_waits_its_pause_whatever_the_plan_says()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        bridge.Take();
        bridge.Fails(2, 1, CallBridgeStatus.Refused);
        Assert.Equal(["news: no way", "pause 1 for 30 s", "room 99"], bridge.Take().Where(l => !l.StartsWith("publish", StringComparison.Ordinal)));

        bridge.Want(3, 99); // what a cluster does with that room
        bridge.Want(4, 150);
        Assert.Empty(bridge.Take());
    }

    [Fact]
    public void One_that_was_refused_is_tried_again_while_the_first_is_full_and_is_room_once_it_is_answered()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        bridge.Fails(2, 1);
        bridge.Want(3, 99);
        bridge.Take();
        bridge.RetryDue(4, 1);
        Assert.Equal(["attempt 1"], bridge.Take());

        bridge.Opened(5, 1);
        Assert.Equal(["open 1 for 0"], bridge.Take());
        bridge.Answered(6, 1);
        Assert.Equal(["room 199"], bridge.Take());
    }

    [Fact]
    public void One_that_was_refused_is_not_tried_again_once_the_first_is_not_full_any_more()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        bridge.Fails(2, 1);
        bridge.Want(3, 98);
        bridge.Take();
        bridge.RetryDue(4, 1);
        Assert.Empty(bridge.Take());
    }

    [Fact]
    public void One_whose_first_request_is_refused_is_no_room_until_it_takes_one()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        bridge.Opened(2, 1);
        bridge.Take();
        bridge.Refused(3, 1);
        Assert.Equal(["want 1 for 0", "room 99"], bridge.Take());
        bridge.Want(4, 99); // what a cluster does with that room
        bridge.Answered(5, 1);
        Assert.Equal(["room 199"], bridge.Take());
        bridge.Want(6, 150);
        Assert.Equal(["want 1 for 51"], bridge.Take());
    }

    [Fact]
    public void One_that_works_stays_though_another_that_was_lost_is_refused()
    {
        var bridge = Third();
        bridge.Drops(4, 1);
        bridge.RetryDue(5, 1);
        bridge.Take();
        bridge.Fails(6, 1, CallBridgeStatus.Refused);
        Assert.Equal(
            ["news: no way", "pause 1 for 30 s", "want 2 for 100", "room 199"],
            bridge.Take().Where(l => !l.StartsWith("publish", StringComparison.Ordinal)));
        bridge.Want(7, 199); // what a cluster does with that room
        Assert.Equal(["want 2 for 100"], bridge.Take());

        bridge.RetryDue(36, 1);
        Assert.Equal(["attempt 1"], bridge.Take());
        bridge.Comes(37, 1);
        Assert.Equal(["open 1 for 0", "room 299"], bridge.Take());
    }

    [Fact]
    public void One_behind_another_that_is_refused_is_believed_to_come_back_until_it_is_refused_too()
    {
        var bridge = Third();
        bridge.Drops(4, 1);
        bridge.RetryDue(5, 1);
        bridge.Fails(6, 1, CallBridgeStatus.Refused);
        bridge.Take();
        bridge.Drops(7, 2);
        Assert.DoesNotContain(bridge.Take(), l => l.StartsWith("room", StringComparison.Ordinal));
        bridge.RetryDue(8, 2);
        Assert.Equal(["attempt 2"], bridge.Take());
        bridge.Fails(9, 2, CallBridgeStatus.Refused);
        Assert.Contains("room 99", bridge.Take());
    }

    [Fact]
    public void One_that_worked_and_is_lost_is_believed_to_come_back()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        bridge.Comes(2, 1);
        bridge.Take();
        bridge.Drops(3, 1);
        Assert.DoesNotContain(bridge.Take(), l => l.StartsWith("room", StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_opens_and_is_lost_before_it_worked_is_no_room()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        bridge.Opened(2, 1);
        bridge.Drops(3, 1);
        Assert.Contains("room 99", bridge.Take());
    }

    [Fact]
    public void While_the_first_is_away_nothing_is_known_of_the_room_behind_it()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        bridge.Fails(2, 1);
        Assert.Contains("room 99", bridge.Take());
        bridge.Drops(3, 0);
        Assert.Contains("room 199", bridge.Take());

        bridge.RetryDue(4, 1);
        bridge.Fails(5, 1);
        Assert.DoesNotContain(bridge.Take(), l => l.StartsWith("room", StringComparison.Ordinal));
    }

    private static RecordedBridge Third()
    {
        var bridge = RecordedBridge.Connected(maxConnections: 3);
        bridge.Want(1, 250);
        bridge.Comes(2, 1);
        bridge.Comes(3, 2);
        bridge.Take();
        return bridge;
    }
}
