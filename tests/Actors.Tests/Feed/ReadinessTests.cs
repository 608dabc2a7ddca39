using CmsOrchestrator.Actors.Views;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class ReadinessTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_failed_in_the_journal_is_said_until_a_write_succeeds()
    {
        var readiness = new Readiness(_time);
        readiness.Recovered();
        readiness.JournalFails("the disk is full");
        Assert.Equal("the disk is full", readiness.WaitsFor);
        readiness.JournalWorks();
        Assert.Null(readiness.WaitsFor);
    }

    [Fact]
    public void Where_nobody_has_anything_to_write_any_more_nothing_is_known_against_the_journal()
    {
        var readiness = new Readiness(_time);
        readiness.Recovered();
        readiness.JournalFails("the disk is full");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(readiness.WaitsFor);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(readiness.WaitsFor);
    }
}
