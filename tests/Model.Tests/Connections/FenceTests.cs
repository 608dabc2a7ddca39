using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Connections;

public class FenceTests
{
    private readonly RecordedConnection _connection = RecordedConnection.Active(Resource.Roster(Ids.Call(1)), Resource.CallInfo(Ids.Call(1)));

    [Fact]
    public void Without_an_answer_to_a_request_sent_after_active_no_snapshot_is_in()
    {
        _connection.Tick(14);
        Assert.DoesNotContain(_connection.Log, l => l.EndsWith("quiet", StringComparison.Ordinal) || l.EndsWith("limit", StringComparison.Ordinal));
    }

    [Fact]
    public void Answered_and_quiet_it_is_in_once_and_a_call_info_has_no_fence()
    {
        _connection.Ack(0.1);
        _connection.Tick(1);
        Assert.DoesNotContain("1 quiet", _connection.Log);
        _connection.Tick(1.1);
        _connection.Tick(1.2);
        Assert.Equal(["1 quiet", "2 quiet"], _connection.Log.Where(l => l.EndsWith("quiet", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(UpdateType.Add, false)]
    [InlineData(UpdateType.Update, true)]
    [InlineData(UpdateType.Remove, true)]
    public void Adds_on_the_connection_delay_it_and_nothing_else_does(UpdateType type, bool isQuiet)
    {
        _connection.Ack(0.1);
        _connection.Calls(0.9, 1, type);
        _connection.Tick(1.5);
        Assert.Equal(isQuiet, _connection.Log.Contains("2 quiet"));
        _connection.Tick(1.9);
        Assert.Contains("2 quiet", _connection.Log);
    }

    [Fact]
    public void However_many_adds_the_longest_time_after_the_answer_ends_it()
    {
        _connection.Ack(0.1);
        for (var at = 0.5; at < 10.1; at += 0.5)
        {
            _connection.Roster(at, 2, UpdateType.Add);
            _connection.Tick(at);
        }

        Assert.DoesNotContain("2 limit", _connection.Log);
        _connection.Tick(10.1);
        Assert.Contains("2 limit", _connection.Log);
        Assert.DoesNotContain("2 quiet", _connection.Log);
    }

    [Fact]
    public void A_subscription_that_turns_active_later_has_a_fence_of_its_own()
    {
        _connection.Ack(0.1);
        _connection.Want(5, Resource.Calls, Resource.Roster(Ids.Call(2)));
        _connection.Ack(5);
        _connection.States(6, (1, "active"), (4, "active"));
        _connection.Tick(9);
        Assert.DoesNotContain("4 quiet", _connection.Log);
        _connection.Ack(9);
        _connection.Tick(10);
        Assert.Contains("4 quiet", _connection.Log);
    }
}
