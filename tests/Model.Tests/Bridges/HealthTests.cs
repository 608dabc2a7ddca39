using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Tests.Bridges;

/// <summary>How a bridge's health reads, and when it is told.</summary>
public class HealthTests
{
    [Fact]
    public void A_change_of_state_is_told_at_once_with_the_time_it_came()
    {
        var bridge = new RecordedBridge();
        bridge.Comes(0.2, 0);
        bridge.Closed(0.4, 0, CloseCause.Dead);
        Assert.Equal(
            [(CallBridgeStatus.Connecting, Ids.At(0)), (CallBridgeStatus.Connected, Ids.At(0.2)), (CallBridgeStatus.BackingOff, Ids.At(0.4))],
            bridge.Views.Select(v => (v.State, v.Since)));
        Assert.Equal([0, 1, 0], bridge.Views.Select(v => v.Connections));
        Assert.Equal("it is Dead", bridge.Views[^1].LastError);
    }

    [Fact]
    public void All_else_is_told_once_a_second_the_last_of_it()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Noted(0.1, "odd");
        bridge.Reported(0.2, 0, active: 4);
        bridge.Noted(0.3, "odder");
        Assert.Equal(["publish after 1 s"], bridge.Take());
        var told = bridge.Views.Count;

        bridge.PublishDue(1.1);
        Assert.Equal(told + 1, bridge.Views.Count);
        Assert.Equal(("odder", 4), (bridge.Views[^1].LastError, bridge.Views[^1].Subscriptions.Active));
        bridge.PublishDue(3);
        Assert.Equal(told + 1, bridge.Views.Count);
    }

    [Fact]
    public void What_is_wrong_stays_to_be_read_while_it_is_tried_again_and_is_news_once()
    {
        var bridge = new RecordedBridge();
        bridge.Fails(1, 0, CallBridgeStatus.Unauthorized, "wrong user or password");
        bridge.RetryDue(31, 0);
        bridge.Fails(32, 0, CallBridgeStatus.Unauthorized, "wrong user or password");
        Assert.Single(bridge.Take(), "news: wrong user or password");
        Assert.Equal(Ids.At(1), bridge.Views[^1].Since);
        Assert.Equal(CallBridgeStatus.Unauthorized, bridge.Views[^1].State);
    }

    [Fact]
    public void A_bridge_that_was_away_reads_as_connecting_while_it_is_tried_again()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Drops(1, 0);
        bridge.RetryDue(3, 0);
        Assert.Equal(CallBridgeStatus.Connecting, bridge.Views[^1].State);
    }

    [Fact]
    public void A_bridge_that_refuses_even_the_first_request_is_refused_until_it_takes_one()
    {
        var bridge = new RecordedBridge();
        bridge.Opened(1, 0);
        bridge.Refused(2, 0);
        Assert.Equal(CallBridgeStatus.Refused, bridge.Views[^1].State);
        bridge.Answered(32, 0);
        Assert.Equal(CallBridgeStatus.Connected, bridge.Views[^1].State);
    }

    [Fact]
    public void A_further_connection_changes_nothing_of_the_state()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Want(1, 150);
        bridge.Fails(2, 1, CallBridgeStatus.Refused, "limit reached");
        bridge.PublishDue(4);
        Assert.Equal((CallBridgeStatus.Connected, "limit reached"), (bridge.Views[^1].State, bridge.Views[^1].LastError));
    }

    [Fact]
    public void What_a_closed_connection_still_reports_does_not_count()
    {
        var bridge = RecordedBridge.Connected();
        bridge.Reported(1, 0, active: 4);
        bridge.Closed(2, 0, CloseCause.Hole);
        bridge.Reported(2, 0, active: 4);
        bridge.PublishDue(4);
        Assert.Equal((0, 1, 1), (bridge.Views[^1].Subscriptions.Active, bridge.Views[^1].Resyncs, bridge.Views[^1].Reconnects));
    }
}
