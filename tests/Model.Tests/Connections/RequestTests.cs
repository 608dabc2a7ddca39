using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;

namespace CmsOrchestrator.Model.Tests.Connections;

public class RequestTests
{
    private static readonly Resource One = Resource.Roster(Ids.Call(1));
    private static readonly Resource Two = Resource.Roster(Ids.Call(2));
    private static readonly Resource Three = Resource.CallInfo(Ids.Call(3));

    [Fact]
    public void At_most_one_request_is_in_flight_and_what_changes_meanwhile_is_merged_into_the_next()
    {
        var connection = new RecordedConnection();
        connection.Want(0, Resource.Calls);
        connection.Want(0, Resource.Calls, One);
        connection.Want(0, Resource.Calls, Two, Three);
        Assert.Single(connection.Requests);

        connection.Ack(1);
        Assert.Equal(2, connection.Requests.Count);
        Assert.Equal([1, 3, 4], connection.LastIndexes);
    }

    [Fact]
    public void What_is_wanted_already_is_not_asked_for_again()
    {
        var connection = new RecordedConnection();
        connection.Want(0, Resource.Calls, One);
        connection.Ack(0);
        connection.Want(1, One, Resource.Calls);
        Assert.Single(connection.Requests);
    }

    [Fact]
    public void A_refused_request_leaves_the_previous_set_in_force_and_is_tried_again_after_its_time()
    {
        var connection = RecordedConnection.Active();
        connection.Ack(0);
        connection.Want(1, Resource.Calls, One);
        connection.Ack(1, "limitReached");
        var sent = connection.Requests.Count;
        for (var at = 1.0; at < 31; at += 0.5)
        {
            connection.Calls(at, 1, Protocol.UpdateType.Update);
            connection.Tick(at);
        }

        Assert.Equal(sent, connection.Requests.Count);
        connection.Tick(31);
        Assert.Equal([1, 2], connection.LastIndexes);
        Assert.Contains(connection.Notes, n => n.Contains("limitReached", StringComparison.Ordinal));
    }

    [Fact]
    public void While_a_set_is_refused_the_previous_one_still_serves_as_probe_and_fence()
    {
        var connection = new RecordedConnection();
        connection.Want(0, Resource.Calls);
        connection.Ack(0);
        connection.Want(0, Resource.Calls, One);
        connection.Ack(0, "limitReached");
        connection.States(0.1, (1, "active"));
        Assert.Equal([1], connection.LastIndexes);
        connection.Ack(0.2);
        connection.Tick(1.2);
        Assert.Equal([1], connection.LastIndexes);
        connection.Ack(1.2);
        connection.Tick(1.3);
        Assert.Contains("1 quiet", connection.Log);
    }

    [Fact]
    public void A_server_that_refuses_everything_is_not_asked_in_a_tight_loop()
    {
        var connection = new RecordedConnection();
        connection.Want(0, Resource.Calls);
        connection.Ack(0);
        connection.States(0, (1, "active"));
        for (var i = 0; i < 100; i++)
        {
            connection.Ack(0.1 + (i / 100.0), "no");
            connection.Tick(0.1 + (i / 100.0));
        }

        Assert.Equal(2, connection.Requests.Count);
    }

    [Fact]
    public void A_deactivated_index_is_spent_and_never_listed_again_and_its_resource_gets_another_one()
    {
        var connection = RecordedConnection.Active(One);
        connection.States(1, (1, "active"), (2, "deactivated"));
        Assert.Equal(1, connection.Session.Counts.Deactivated);
        connection.Ack(1);
        connection.Want(1, Resource.Calls, One, Three);
        Assert.Equal([1, 3], connection.LastIndexes);

        connection.Ack(1);
        connection.Want(2, Resource.Calls, Three);
        connection.Want(2, Resource.Calls, Three, One);
        connection.Ack(2);
        Assert.Equal([1, 3, 4], connection.LastIndexes);
    }

    [Fact]
    public void An_index_is_never_used_for_anything_else_whatever_comes_and_goes() => Seeds.Each(50, seed =>
    {
        var random = new Random(seed);
        var connection = new RecordedConnection();
        var uses = new Dictionary<int, object>();
        for (var i = 0; i < 100; i++)
        {
            connection.Want(i, [Resource.Calls, .. Enumerable.Range(1, 8).Where(_ => random.Next(2) == 0).Select(c => Resource.Roster(Ids.Call(c)))]);
            if (random.Next(3) > 0)
            {
                connection.Ack(i, random.Next(6) == 0 ? "no" : "success");
                connection.States(i, [.. connection.LastIndexes.Where(x => x > 1 && random.Next(3) == 0).Select(x => (x, random.Next(2) == 0 ? "active" : "deactivated"))]);
            }
        }

        foreach (var spec in connection.Requests.SelectMany(r => r.Specs))
        {
            var use = (spec.Type, spec.Call);
            Assert.Equal(use, uses.TryAdd(spec.Index, use) ? use : uses[spec.Index]);
        }
    });

    [Fact]
    public void More_than_a_hundred_are_a_mistake_of_the_caller()
    {
        var connection = new RecordedConnection();
        connection.Want(0, [.. Enumerable.Range(1, 100).Select(i => Resource.Roster(Ids.Call(i)))]);
        Assert.Equal(100, connection.LastIndexes.Count());
        Assert.Throws<ArgumentException>(() => connection.Want(0, [.. Enumerable.Range(1, 101).Select(i => Resource.Roster(Ids.Call(i)))]));
    }

    [Fact]
    public void An_ack_that_nobody_waits_for_is_noted()
    {
        var connection = RecordedConnection.Active();
        connection.Receive(1, new Protocol.ServerMessage.Ack(77, "success"));
        Assert.Single(connection.Notes);
    }

    [Fact]
    public void A_list_of_calls_that_the_server_ends_closes_the_connection_and_nothing_is_sent_any_more()
    {
        var connection = RecordedConnection.Active(One);
        connection.Ack(0);
        var sent = connection.Requests.Count;
        connection.States(1, (1, "deactivated"), (2, "active"));
        connection.Want(2, Resource.Calls, Two);
        connection.Tick(40);

        Assert.Equal("close Lost", connection.Log[^1]);
        Assert.Equal(sent, connection.Requests.Count);
    }
}
