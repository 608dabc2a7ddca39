using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

public class MergingTests
{
    private readonly CallScene _scene = new();
    private readonly BridgeScript _lon = new(Ids.Lon, 1);
    private readonly BridgeScript _fra = new(Ids.Fra, 2);

    [Fact]
    public void The_latest_change_wins_whoever_told_it_and_whenever_it_arrived()
    {
        _scene.Tell(_lon.Added(1, Name("old")), _fra.Added(1, Name("old")));
        _scene.Tell(_fra.Updated(5, Name("new")));
        _scene.Tell(_lon.Updated(4, Name("middle")));

        Assert.Equal("new", _scene.View.Name);
    }

    [Fact]
    public void Of_equally_late_ones_the_first_bridge_by_name_wins()
    {
        _scene.Tell(_lon.Added(1, Name("lon")), _fra.Added(1, Name("fra")));
        Assert.Equal("fra", _scene.View.Name);
    }

    [Fact]
    public void A_repeated_value_does_not_renew_its_time()
    {
        _scene.Tell(_lon.Added(1, Name("a")), _fra.Added(2, Name("b")));
        Assert.False(_scene.Tell(_lon.Updated(3, Name("a"))));
        _scene.Tell(_lon.Lost(4), _lon.Reconnected(2).Added(5, Name("a")));

        Assert.Equal("b", _scene.View.Name);
    }

    [Fact]
    public void A_live_value_beats_a_later_stale_one()
    {
        _scene.Tell(_lon.Added(1, Name("live")), _fra.Added(2, Name("later")));
        _scene.Tell(_fra.Lost(3));
        Assert.Equal("live", _scene.View.Name);

        _scene.Tell(_lon.Lost(4));
        Assert.Equal("later", _scene.View.Name);
    }

    [Fact]
    public void A_call_info_lives_by_itself()
    {
        var other = _lon.Reconnected(2);
        _scene.Tell(_lon.Added(1, Name("list")), other.InfoActive(1), other.Info(2, Name("info"), isWhole: true));
        _scene.Tell(_lon.Lost(3));
        _scene.Tell(other.Info(4, Call(recording: "active")));
        Assert.Equal("info", _scene.View.Name);
        Assert.Equal("active", _scene.View.Recording.AsText);

        _scene.Tell(other.Lost(5));
        Assert.Equal("none", Assert.Single(_scene.View.Instances).CallInfo);
    }

    [Fact]
    public void The_last_name_that_was_not_empty_stays()
    {
        _scene.Tell(_lon.Added(1, Name("Weekly")));
        _scene.Tell(_lon.Updated(2, Name("")));
        Assert.Equal("Weekly", _scene.View.Name);

        _scene.Tell(_lon.Removed(3), new Model.Calls.CallFact.TimePassed(Ids.At(8)));
        Assert.Equal("Weekly", Assert.Single(_scene.Ended).Call!.Name);
    }

    [Fact]
    public void Locked_only_if_all_live_instances_say_so()
    {
        _scene.Tell(_lon.Added(1, Call(lockState: "notLocked")));
        _scene.Tell(_fra.Added(2, Call(lockState: "locked")));
        Assert.Equal("notLocked", _scene.View.LockState.AsText);

        _scene.Tell(_lon.Lost(3));
        Assert.Equal("locked", _scene.View.LockState.AsText);
    }

    [Theory]
    [InlineData(Element.Recording)]
    [InlineData(Element.Streaming)]
    [InlineData(Element.EndpointRecording)]
    public void Active_if_any_live_instance_says_so(Element element)
    {
        CmsOrchestrator.Protocol.ElementValue Shown() => element switch
        {
            Element.Recording => _scene.View.Recording,
            Element.Streaming => _scene.View.Streaming,
            _ => _scene.View.EndpointRecording,
        };

        _scene.Tell(_lon.Added(1, Of(element, "active")));
        _scene.Tell(_fra.Added(2, Of(element, "inactive")));
        Assert.Equal("active", Shown().AsText);

        _scene.Tell(_lon.Lost(3));
        Assert.Equal("inactive", Shown().AsText);
    }

    [Fact]
    public void Participants_is_the_largest_live_figure_else_the_largest_stale_one()
    {
        _scene.Tell(_lon.Added(1, Participants(7)), _fra.Added(1, Participants(3)));
        Assert.Equal(7, _scene.View.Participants);
        _scene.Tell(_lon.Lost(2));
        Assert.Equal(3, _scene.View.Participants);
        _scene.Tell(_fra.Lost(3));
        Assert.Equal(7, _scene.View.Participants);
    }

    [Fact]
    public void A_live_instance_that_says_nothing_hides_no_stale_figure()
    {
        _scene.Tell(_lon.Added(1, Call(participants: 7, lockState: "locked", recording: "active")));
        _scene.Tell(_lon.Lost(2));
        _scene.Tell(_fra.Added(3));

        Assert.Equal((7L, "locked", "active"), (_scene.View.Participants, _scene.View.LockState.AsText, _scene.View.Recording.AsText));
    }

    [Fact]
    public void Freshness_counts_the_instances()
    {
        _scene.Tell(_lon.Added(1), _fra.Added(1));
        Assert.Equal("live", _scene.View.Freshness);
        _scene.Tell(_lon.Lost(2));
        Assert.Equal("partial", _scene.View.Freshness);
        _scene.Tell(_fra.Lost(3));
        Assert.Equal("stale", _scene.View.Freshness);
    }

    [Fact]
    public void An_element_that_a_whole_object_no_longer_has_loses_its_value_and_an_update_leaves_it()
    {
        _scene.Tell(_lon.Added(1), _lon.InfoActive(1), _lon.Info(1, Of(Element.JoinAudioMuteOverride, "true"), isWhole: true));
        _scene.Tell(_lon.Info(2, Name("x")));
        Assert.Equal("true", _scene.View.JoinAudioMuteOverride.AsText);

        _scene.Tell(_lon.Info(3, Name("x"), isWhole: true));
        Assert.True(_scene.View.JoinAudioMuteOverride.IsNone);
    }

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(1e300, int.MaxValue)]
    public void A_figure_out_of_all_reason_is_bounded(double told, long shown)
    {
        _scene.Tell(_lon.Added(1, ElementValues.Of((Element.Participants, ElementValue.Of(told)))));
        Assert.Equal((shown, shown), (_scene.View.Participants, Assert.Single(_scene.View.Instances).Participants));
    }
}
