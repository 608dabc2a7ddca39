using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Connections;

public class OrderTests
{
    [Fact]
    public void A_hole_closes_and_nothing_after_it_counts()
    {
        var connection = RecordedConnection.Active();
        connection.Skip();
        connection.Calls(1, 1, UpdateType.Add);
        connection.Calls(1, 1, UpdateType.Add);

        Assert.Single(connection.Log, "close Hole");
        Assert.DoesNotContain("1 told", connection.Log);
    }

    [Fact]
    public void A_bridge_that_always_has_holes_is_used_all_the_same_and_each_is_noted()
    {
        var connection = new RecordedConnection(CloseCause.Hole);
        connection.Want(0, Resource.Calls);
        connection.States(0, (1, "active"));
        connection.Skip();
        connection.Calls(1, 1, UpdateType.Add);

        Assert.Contains("1 told", connection.Log);
        Assert.Contains(connection.Notes, n => n.Contains("do not rise by one", StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_number_may_be_any()
    {
        var connection = new RecordedConnection();
        connection.Skip();
        connection.States(0, (7, "active"));
        Assert.DoesNotContain(connection.Log, l => l.StartsWith("close", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, "active", "never asked for")]
    [InlineData(2, null, "not answered")]
    public void Updates_of_indexes_unknown_or_not_active_are_noted_and_ignored(int index, string? state, string note)
    {
        var connection = new RecordedConnection();
        connection.Want(0, Resource.Calls, Resource.Roster(Ids.Call(1)));
        connection.States(0, state is null ? [(1, "active")] : [(1, "active"), (2, state)]);
        connection.Roster(1, index, UpdateType.Add);

        Assert.Contains(note, Assert.Single(connection.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain($"{index} told", connection.Log);
    }

    [Fact]
    public void Updates_of_the_wrong_type_are_noted_and_ignored()
    {
        var connection = RecordedConnection.Active();
        connection.Roster(1, 1, UpdateType.Add);
        Assert.Contains("wrong type", Assert.Single(connection.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain("1 told", connection.Log);
    }

    [Fact]
    public void An_unknown_state_is_noted_and_not_active()
    {
        var connection = RecordedConnection.Active(Resource.Roster(Ids.Call(1)));
        connection.States(1, (2, "resting"), (99, "active"));
        connection.Roster(2, 2, UpdateType.Add);

        Assert.Contains("2 resting", connection.Log);
        Assert.DoesNotContain("2 told", connection.Log);
        Assert.Equal(3, connection.Notes.Count);
    }

    [Fact]
    public void Unknown_messages_and_envelopes_are_noted()
    {
        var connection = RecordedConnection.Active();
        connection.Receive(1, new ServerMessage.UnknownMessage(connection.Next(), "x"));
        connection.Receive(1, new ServerMessage.UnknownEnvelope("y"));
        Assert.Equal(2, connection.Notes.Count);
    }

    [Fact]
    public void What_cannot_be_understood_closes()
    {
        var connection = RecordedConnection.Active();
        connection.Session.ReceiveMalformed(Ids.At(1), new MalformedMessage(MalformedKind.NotJson, "", "not JSON"));
        Assert.Equal("close Malformed", connection.Log[^1]);
    }

    [Fact]
    public void From_a_bridge_that_is_like_that_it_is_acknowledged_noted_and_skipped()
    {
        var connection = new RecordedConnection(CloseCause.Malformed);
        connection.Want(0, Resource.Calls);
        connection.States(0, (1, "active"));
        connection.Session.ReceiveMalformed(Ids.At(1), new MalformedMessage(MalformedKind.WrongShape, "message.updates", "not a list", connection.Next()));
        connection.Calls(1, 1, UpdateType.Add);
        connection.Session.ReceiveMalformed(Ids.At(1), new MalformedMessage(MalformedKind.NotJson, "", "not JSON"));
        connection.Skip();
        connection.Calls(1, 1, UpdateType.Add);

        Assert.Equal(["ack 2", "1 told", "1 told"], connection.Log[^3..]);
        Assert.Equal(2, connection.Notes.Count);
    }

    [Fact]
    public void What_was_skipped_is_made_up_for_by_a_resync_once_the_bridge_is_orderly_again()
    {
        var connection = new RecordedConnection(CloseCause.Hole);
        connection.Want(0, Resource.Calls);
        connection.States(0, (1, "active"));
        connection.Skip();
        connection.Calls(1, 1, UpdateType.Add);
        for (var at = 2; at < 61; at++)
        {
            connection.Ack(at);
            connection.Calls(at, 1, UpdateType.Add);
            connection.Tick(at);
        }

        Assert.DoesNotContain(connection.Log, l => l.StartsWith("close", StringComparison.Ordinal));
        connection.Tick(61);
        Assert.Equal("close Doubt", connection.Log[^1]);
    }

    [Fact]
    public void After_a_long_time_in_order_the_first_hole_closes_as_anywhere_else()
    {
        var connection = new RecordedConnection(CloseCause.Hole);
        connection.Want(0, Resource.Calls);
        connection.States(0, (1, "active"));
        connection.Skip();
        connection.Calls(60, 1, UpdateType.Add);

        Assert.Equal("close Hole", connection.Log[^1]);
    }
}
