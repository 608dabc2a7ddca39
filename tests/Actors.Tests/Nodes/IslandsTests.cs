using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Tests.Nodes;

public sealed class IslandsTests
{
    private readonly Islands _islands = new();

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    public void The_smaller_cluster_yields_and_of_equal_ones_that_whose_oldest_comes_later(int own, int other, bool yields)
    {
        _islands.MustYield(Info(2, own), Info(1, other));

        Assert.Equal(yields, _islands.MustYield(Info(2, own), Info(1, other)));
    }

    [Fact]
    public void Of_two_equal_clusters_one_yields()
    {
        var (ofOne, ofTwo) = (new Islands(), new Islands());
        ofOne.MustYield(Info(1, 2), Info(2, 2));
        ofTwo.MustYield(Info(2, 2), Info(1, 2));

        Assert.NotEqual(ofOne.MustYield(Info(1, 2), Info(2, 2)), ofTwo.MustYield(Info(2, 2), Info(1, 2)));
    }

    [Fact]
    public void Who_says_so_once_may_be_about_to_join() => Assert.False(_islands.MustYield(Info(2, 1), Info(1, 2)));

    [Fact]
    public void Who_joined_in_between_is_asked_anew()
    {
        _islands.MustYield(Info(2, 1), Info(1, 2));
        _islands.Joined(Info(1, 2).Name);

        Assert.False(_islands.MustYield(Info(2, 1), Info(1, 2)));
    }

    [Fact]
    public void Nobody_yields_to_a_node_that_is_joining_or_while_it_is_itself()
    {
        for (var time = 0; time < 3; time++)
        {
            Assert.False(_islands.MustYield(Info(2, 1), Info(1, 0) with { Oldest = null }));
            Assert.False(_islands.MustYield(Info(2, 0) with { Oldest = null }, Info(1, 3)));
        }
    }

    private static NodeInfo Info(int number, int members)
    {
        var name = new NodeName("10.0.0." + number, 4053);
        return new NodeInfo(name, "0.1.0", "database", "configuration", [], [], members, name, Instant.Parse("2026-11-22T09:00:00.000Z")!.Value);
    }
}
