using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Tests.Bridges;

/// <summary>When a bridge's first connection is opened, given up, and opened again.</summary>
public class ReconnectTests
{
    [Fact]
    public void The_room_is_told_at_the_start_and_the_first_socket_is_kept_for_the_list()
    {
        var bridge = new RecordedBridge();
        Assert.Equal(["attempt 0", "room 199"], bridge.Take());

        bridge.Comes(1, 0);
        Assert.Equal(["open 0 for 1", "connected after 0 failures in 0 s"], bridge.Take());
    }

    [Fact]
    public void Each_failure_in_a_row_doubles_the_longest_pause_within_its_bounds_and_chance_says_how_much_of_it()
    {
        var bridge = new RecordedBridge();
        var pauses = new List<string>();
        foreach (var jitter in new[] { 1, 1, 1, 1, 1, 1, 0, 0.5 })
        {
            bridge.Jitter = jitter;
            bridge.Fails(1, 0);
            pauses.Add(bridge.Take().Single(l => l.StartsWith("pause", StringComparison.Ordinal)));
            bridge.RetryDue(2, 0);
        }

        Assert.Equal([2, 4, 8, 16, 30, 30, 1, 15.5], pauses.Select(Seconds));
    }

    [Theory]
    [InlineData(CallBridgeStatus.Unauthorized)]
    [InlineData(CallBridgeStatus.Refused)]
    public void After_a_401_or_a_refusal_the_next_attempt_comes_after_the_longest_pause(CallBridgeStatus status)
    {
        var bridge = new RecordedBridge();
        bridge.Fails(1, 0, status);
        Assert.Contains("pause 0 for 30 s", bridge.Take());
    }

    [Theory]
    [InlineData(59.9, 8)]
    [InlineData(60, 2)]
    public void A_connection_that_worked_for_a_minute_ends_the_row_of_failures(double worked, double pause)
    {
        var bridge = new RecordedBridge { Jitter = 1 };
        bridge.Fails(1, 0);
        bridge.RetryDue(3, 0);
        bridge.Fails(4, 0);
        bridge.RetryDue(8, 0);
        bridge.Comes(9, 0);
        bridge.Take();

        bridge.Drops(9 + worked, 0);
        Assert.Equal(pause, Seconds(bridge.Take()[^1]));
    }

    [Fact]
    public void A_lost_connection_has_ended_before_the_next_one_begins_and_is_told_once()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Closed(1, 0, CloseCause.Dead);
        Assert.Equal(["lost 0", "failed 0: Dead"], bridge.Take());
        bridge.RetryDue(2, 0);
        bridge.Want(2, 1);
        Assert.Equal(["want 0 for 2"], bridge.Take());

        bridge.Ended(3, 0);
        Assert.Equal(["pause 0 for 1 s"], bridge.Take());
        bridge.RetryDue(4, 0);
        bridge.Opened(5, 0);
        bridge.Answered(6, 0);
        Assert.Equal(["attempt 0", "open 0 for 2", "connected after 1 failures in 5 s"], bridge.Take());
    }

    [Fact]
    public void A_connection_that_ends_without_a_word_is_lost_as_any_other()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Ended(1, 0);
        Assert.Equal(["lost 0", "failed 0: Lost", "pause 0 for 1 s"], bridge.Take());
    }

    [Fact]
    public void A_pause_is_not_cut_short_by_what_is_wanted_meanwhile()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Drops(1, 0);
        bridge.Take();
        bridge.Want(1, 5);
        bridge.Want(1, 0);
        Assert.Empty(bridge.Take());
    }

    [Fact]
    public void What_overflowed_stays_closed_for_as_long_as_the_storage_takes_no_writes()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Drops(1, 0, CloseCause.Overflow);
        bridge.Take();

        bridge.RetryDue(2, 0, "the disk is full");
        Assert.Equal(["pause 0 for 1 s"], bridge.Take().Where(l => !l.StartsWith("publish", StringComparison.Ordinal)));
        bridge.PublishDue(3);
        Assert.Equal("waits for the storage: the disk is full", bridge.Views[^1].LastError);
        bridge.RetryDue(3, 0);
        Assert.Contains("attempt 0", bridge.Take());
    }

    [Fact]
    public void Whatever_else_was_lost_does_not_wait_for_the_storage()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Drops(1, 0);
        bridge.RetryDue(2, 0, "the disk is full");
        Assert.Contains("attempt 0", bridge.Take());
    }

    [Fact]
    public void What_three_fresh_connections_in_a_row_were_closed_for_is_tolerated_by_the_next()
    {
        var bridge = RecordedBridge.Connected();
        for (var i = 1; i <= 3; i++)
        {
            Assert.Empty(bridge.Tolerance!.Causes);
            bridge.Drops(i, 0, CloseCause.Malformed);
            bridge.RetryDue(i, 0);
            bridge.Comes(i, 0);
        }

        Assert.Equal([CloseCause.Malformed], bridge.Tolerance!.Causes);
    }

    [Fact]
    public void A_bridge_that_is_stopped_is_gone_once_its_sockets_are_and_tries_no_more()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Stop(1);
        Assert.Equal(["close 0"], bridge.Take());
        bridge.Want(1, 150);
        Assert.DoesNotContain("attempt 1", bridge.Take());

        bridge.Ended(2, 0);
        bridge.RetryDue(3, 0);
        Assert.Equal(["lost 0", "gone"], bridge.Take());
    }

    [Fact]
    public void A_bridge_that_is_stopped_while_a_socket_is_on_its_way_is_gone_once_that_is_closed()
    {
        var bridge = new RecordedBridge();
        var attempt = bridge.Attempts[0];
        bridge.Take();
        bridge.Stop(1);
        Assert.Equal(["abandon 0"], bridge.Take());

        bridge.Opened(2, 0, attempt);
        Assert.Equal(["discard 0", "gone"], bridge.Take());
    }

    [Fact]
    public void A_bridge_that_is_stopped_while_it_backs_off_is_gone_at_once()
    {
        var bridge = new RecordedBridge();
        bridge.Fails(1, 0);
        bridge.Take();
        bridge.Stop(2);
        bridge.RetryDue(3, 0);
        Assert.Equal(["gone"], bridge.Take());
    }

    private static double Seconds(string pause) => double.Parse(pause.Split(' ')[^2], System.Globalization.CultureInfo.InvariantCulture);
}
