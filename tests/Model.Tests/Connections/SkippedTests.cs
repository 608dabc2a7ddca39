using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Connections;

/// <summary>Snapshots of a bridge whose malformed messages and holes are tolerated. The bridge tells something every second.</summary>
public class SkippedTests
{
    private readonly RecordedConnection _connection = new(CloseCause.Malformed, CloseCause.Hole);

    public SkippedTests()
    {
        _connection.Want(0, Resource.Calls, Resource.Roster(Ids.Call(1)));
        _connection.Ack(0);
        _connection.States(0, (1, "active"), (2, "active"));
        _connection.Ack(0.1);
    }

    [Theory]
    [InlineData(CloseCause.Malformed)]
    [InlineData(CloseCause.Hole)]
    public void A_snapshot_in_which_something_was_skipped_is_not_in_until_the_resync(CloseCause cause)
    {
        Skip(0.5, cause);
        Pass(1, 60);
        Assert.DoesNotContain("2 quiet", _connection.Log);
        Assert.DoesNotContain("2 limit", _connection.Log);
        Assert.DoesNotContain("close Doubt", _connection.Log);

        Pass(61, 62);
        Assert.Equal("close Doubt", _connection.Log[^1]);
    }

    [Fact]
    public void A_snapshot_that_told_nobody_may_be_missing_somebody_until_its_longest_time_is_over()
    {
        Pass(1, 5);
        Assert.Contains("2 quiet", _connection.Log);

        Skip(5.5, CloseCause.Malformed);
        Pass(6, 60);
        Assert.DoesNotContain("2 limit", _connection.Log);
    }

    [Fact]
    public void What_turns_active_after_it_is_whole()
    {
        Skip(0.5, CloseCause.Malformed);
        _connection.Want(1, Resource.Calls, Resource.Roster(Ids.Call(1)), Resource.Roster(Ids.Call(2)));
        _connection.Ack(1);
        _connection.States(1, (3, "active"));
        _connection.Ack(1);
        Pass(2, 15);
        Assert.Equal(["3 quiet", "3 limit"], _connection.Log.Where(IsIn));
    }

    [Fact]
    public void Of_a_bridge_that_goes_on_like_that_it_is_in_all_the_same()
    {
        for (var at = 0; at < 120; at += 30)
        {
            Skip(at + 0.5, CloseCause.Malformed);
            Pass(at + 1, at + 30);
        }

        Assert.DoesNotContain(_connection.Log, IsIn);
        Skip(120.5, CloseCause.Malformed);
        Pass(121, 122);
        Assert.Equal(["1 quiet", "1 limit", "2 quiet", "2 limit"], _connection.Log.Where(IsIn));
    }

    [Fact]
    public void Where_the_first_message_of_a_connection_was_lost_what_follows_for_an_index_without_a_state_brings_a_resync()
    {
        var connection = new RecordedConnection();
        connection.Want(0, Resource.Calls);
        connection.Ack(0);
        connection.Skip();
        for (var at = 1; at < 60; at++)
        {
            connection.Calls(at, 1, UpdateType.Add);
            connection.TickAndAnswer(at);
        }

        Assert.DoesNotContain("close Doubt", connection.Log);
        connection.TickAndAnswer(60);
        Assert.Equal("close Doubt", connection.Log[^1]);
    }

    private static bool IsIn(string line) =>
        line.EndsWith("quiet", StringComparison.Ordinal) || line.EndsWith("limit", StringComparison.Ordinal);

    private void Skip(double at, CloseCause cause)
    {
        if (cause == CloseCause.Malformed)
        {
            _connection.Session.ReceiveMalformed(
                Ids.At(at), new MalformedMessage(MalformedKind.WrongShape, "message.updates", "not a list", _connection.Next()));
        }
        else
        {
            _connection.Skip();
            _connection.Roster(at, 2, UpdateType.Update);
        }
    }

    private void Pass(int from, int to)
    {
        for (var at = from; at <= to; at++)
        {
            _connection.Roster(at, 2, UpdateType.Update);
            _connection.TickAndAnswer(at);
        }
    }
}
