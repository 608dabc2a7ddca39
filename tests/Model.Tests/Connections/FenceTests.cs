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
        Answer(1);
        Assert.DoesNotContain("1 quiet", _connection.Log);
        Answer(1.1);
        Answer(1.2);
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
        Answer(1.5);
        Assert.Equal(isQuiet, _connection.Log.Contains("2 quiet"));
        Answer(1.9);
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
        Answer(10.1);
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
        Answer(10);
        Assert.Contains("4 quiet", _connection.Log);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Silence_is_not_quiet_without_an_answer_to_a_request_sent_after_it(bool isRefused)
    {
        _connection.Ack(0.1);
        var requests = _connection.Requests.Count;
        _connection.Tick(1.1);
        _connection.Tick(1.3);
        Assert.Equal(requests + 1, _connection.Requests.Count);
        Assert.DoesNotContain("2 quiet", _connection.Log);

        _connection.Ack(1.4, isRefused ? "refused" : "success");
        _connection.Tick(1.5);
        Assert.Contains("2 quiet", _connection.Log);
    }

    [Fact]
    public void An_add_before_that_answer_is_waited_for_anew()
    {
        _connection.Ack(0.1);
        _connection.Tick(1.1);
        _connection.Roster(1.2, 2, UpdateType.Add);
        _connection.Ack(1.3);
        _connection.Tick(2.1);
        Assert.DoesNotContain("2 quiet", _connection.Log);
        Answer(2.2);
        Assert.Contains("2 quiet", _connection.Log);
    }

    [Fact]
    public void The_longest_time_does_not_end_what_a_dead_connection_began()
    {
        _connection.Ack(0.1);
        _connection.Tick(1.1);
        _connection.Tick(11);
        Assert.DoesNotContain(_connection.Log, l => l.EndsWith("quiet", StringComparison.Ordinal) || l.EndsWith("limit", StringComparison.Ordinal));
    }

    private void Answer(double at) => _connection.TickAndAnswer(at);
}
