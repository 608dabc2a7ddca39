using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Tests.Clusters;

public sealed class RestartPausesTests
{
    private readonly RestartPauses _pauses = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), TimeSpan.FromMinutes(1));

    [Fact]
    public void The_pause_grows_up_to_its_longest_however_often_it_was_started()
    {
        for (var failure = 1; failure <= 20; failure++)
        {
            _pauses.Started(Second(failure));
            Assert.InRange(_pauses.Failed(Second(failure)), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(Math.Min(8, Math.Pow(2, failure))));
        }

        Assert.Equal(20, _pauses.Failures);
    }

    [Fact]
    public void What_ran_for_long_enough_begins_anew()
    {
        _pauses.Started(Second(0));
        _pauses.Failed(Second(1));
        _pauses.Started(Second(2));
        _pauses.Failed(Second(62));
        Assert.Equal(1, _pauses.Failures);
    }

    private static Instant Second(int second) => new(second * 1000L);
}
