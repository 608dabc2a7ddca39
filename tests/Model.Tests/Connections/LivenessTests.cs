using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Connections;

public class LivenessTests
{
    private readonly RecordedConnection _connection = RecordedConnection.Active();

    public LivenessTests() => _connection.Ack(0);

    [Fact]
    public void Silent_for_a_third_of_the_time_it_is_probed_with_the_current_set()
    {
        _connection.Tick(1);
        _connection.Ack(1);
        _connection.Tick(5.9);
        var before = _connection.Requests.Count;
        _connection.Tick(6);
        _connection.Tick(7);
        Assert.Equal(before + 1, _connection.Requests.Count);
        Assert.Equal(_connection.Requests[^2].Specs, _connection.Requests[^1].Specs);

        _connection.Ack(7);
        _connection.Tick(11);
        Assert.Equal(before + 1, _connection.Requests.Count);
        _connection.Tick(12);
        Assert.Equal(before + 2, _connection.Requests.Count);
    }

    [Fact]
    public void Without_an_answer_by_the_end_of_it_it_is_dead()
    {
        _connection.Tick(5);
        _connection.Tick(14.9);
        Assert.DoesNotContain("close Dead", _connection.Log);
        _connection.Tick(15);
        _connection.Tick(16);
        Assert.Single(_connection.Log, "close Dead");
    }

    [Fact]
    public void A_request_that_is_never_answered_is_death_whatever_else_comes()
    {
        _connection.Tick(5);
        for (var at = 6.0; at < 20; at++)
        {
            _connection.Calls(at, 1, UpdateType.Update);
            _connection.Tick(at);
        }

        Assert.DoesNotContain("close Dead", _connection.Log);
        _connection.Tick(20);
        Assert.Contains("close Dead", _connection.Log);
    }

    [Fact]
    public void A_socket_that_opens_and_says_nothing_is_dead()
    {
        var connection = new RecordedConnection();
        connection.Want(0, Model.Subscriptions.Resource.Calls);
        connection.Tick(15);
        Assert.Contains("close Dead", connection.Log);
    }
}
