using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Model;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Actors.Tests.Nodes;

public sealed class DatabaseSightTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly DatabaseSight _sight;

    public DatabaseSightTests() => _sight = new DatabaseSight(_time);

    [Fact]
    public void A_node_that_the_database_does_not_answer_leaves_once_another_has_been_answered_all_the_while()
    {
        Assert.False(MustLeave(own: 5, other: 0));
        Assert.False(MustLeave(own: 7, other: 1));
        Assert.False(MustLeave(own: 9, other: 0));
        Assert.True(MustLeave(own: 11, other: 1));
    }

    [Fact]
    public void While_the_database_answers_nobody_everybody_stays()
    {
        for (var silence = 1; silence < 60; silence++)
        {
            Assert.False(MustLeave(silence, silence - 1));
        }
    }

    [Fact]
    public void Who_is_answered_a_little_later_than_the_other_once_it_is_back_stays()
    {
        Assert.False(MustLeave(own: 30, other: 30));
        Assert.False(MustLeave(own: 32, other: 0));
        Assert.False(MustLeave(own: 34, other: 0));
        Assert.False(MustLeave(own: 0, other: 0));
        Assert.False(MustLeave(own: 40, other: 0));
    }

    [Fact]
    public void A_node_that_does_not_say_how_it_is_answered_is_no_reason()
    {
        for (var silence = 1; silence < 60; silence++)
        {
            Assert.False(MustLeave(silence, null));
        }
    }

    // Heard every two seconds.
    private bool MustLeave(int own, int? other)
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        var name = new NodeName("10.0.0.1", 4053);
        var info = new NodeInfo(
            name, "0.1.0", "database", "configuration", [], [], 2, name, Instant.Parse("2026-11-22T09:00:00.000Z")!.Value, other);
        return _sight.MustLeave(TimeSpan.FromSeconds(own), info);
    }
}
