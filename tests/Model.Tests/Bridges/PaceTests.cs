using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Tests.Support;

namespace CmsOrchestrator.Model.Tests.Bridges;

public class PaceTests
{
    private readonly AttemptPace _pace = new();

    [Fact]
    public void Attempts_at_one_moment_begin_one_after_the_other_and_none_waits_longer_than_two_seconds()
    {
        var waits = Enumerable.Range(0, 1000).Select(_ => _pace.Next(Ids.At(1)).TotalMilliseconds).ToList();
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => Math.Min(2000.0, 8 * i)), waits);
    }

    [Fact]
    public void An_attempt_that_is_alone_waits_for_nothing()
    {
        Assert.Equal(TimeSpan.Zero, _pace.Next(Ids.At(1)));
        Assert.Equal(TimeSpan.Zero, _pace.Next(Ids.At(1.25)));
        Assert.Equal(TimeSpan.FromMilliseconds(8), _pace.Next(Ids.At(1.25)));
    }

    [Fact]
    public void Whatever_waits_is_forgotten_once_its_time_is_over()
    {
        for (var i = 0; i < 1000; i++)
        {
            _pace.Next(Ids.At(1));
        }

        Assert.Equal(TimeSpan.FromMilliseconds(1008), _pace.Next(Ids.At(2)));
        Assert.Equal(TimeSpan.Zero, _pace.Next(Ids.At(10)));
    }
}
