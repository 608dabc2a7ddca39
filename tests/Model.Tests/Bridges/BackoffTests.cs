using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Connections;

namespace CmsOrchestrator.Model.Tests.Bridges;

public class BackoffTests
{
    [Fact]
    public void The_pause_grows_within_its_bounds_and_jitter_spreads_it_over_all_of_it()
    {
        var (min, max) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.Equal([2, 4, 8, 16, 30, 30], Enumerable.Range(1, 6).Select(n => Backoff.Pause(n, min, max, 1).TotalSeconds));
        Assert.All(Enumerable.Range(1, 6), n => Assert.Equal(min, Backoff.Pause(n, min, max, 0)));
        Assert.Equal(max, Backoff.Pause(int.MaxValue, min, max, 1));
    }

    [Theory]
    [InlineData(CloseCause.Hole, true)]
    [InlineData(CloseCause.Malformed, true)]
    [InlineData(CloseCause.Dead, false)]
    public void Three_closes_in_a_row_for_what_may_be_this_bridges_way_are_tolerated_from_then_on(CloseCause cause, bool isTolerated)
    {
        var counter = new CauseCounter();
        counter.Closed(cause);
        counter.Closed(cause);
        Assert.Empty(counter.Tolerated);
        counter.Closed(cause);
        counter.Healthy();
        Assert.Equal(isTolerated, counter.Tolerated.Contains(cause));
    }

    [Fact]
    public void Other_causes_or_health_in_between_begin_the_count_anew()
    {
        var counter = new CauseCounter();
        foreach (var cause in new[] { CloseCause.Hole, CloseCause.Hole, CloseCause.Lost, CloseCause.Hole, CloseCause.Hole })
        {
            counter.Closed(cause);
        }

        counter.Healthy();
        counter.Closed(CloseCause.Hole);
        Assert.Empty(counter.Tolerated);
    }
}
