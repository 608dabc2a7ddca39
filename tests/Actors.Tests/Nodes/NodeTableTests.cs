using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Tests.Nodes;

public sealed class NodeTableTests
{
    private static readonly NodeName A = new("10.0.0.1", 4053);
    private static readonly NodeName B = new("10.0.0.2", 4053);
    private static readonly Instant Start = Instant.Parse("2026-11-22T09:00:00.000Z")!.Value;

    private readonly NodeTable _table = new(A);
    private Instant _now = Start;

    public NodeTableTests()
    {
        _table.Tell(_now, Info(A));
        _table.Member(_now, A, NodeState.Up);
    }

    [Fact]
    public void A_member_is_listed_before_it_has_told_anything()
    {
        _table.Member(Later(), B, NodeState.Joining);

        Assert.Equal(new NodeView("10.0.0.2:4053", false, "joining", _now, [], ""), View(B));
        Assert.True(View(A).Self);
    }

    [Fact]
    public void What_a_member_tells_is_shown_and_its_state_keeps_its_since()
    {
        _table.Member(Later(), B, NodeState.Up);
        var since = _now;
        _table.Told(Later(), Info(B) with { Running = [new("emea")], Version = "0.2.0" });

        Assert.Equal(["emea"], View(B).Clusters.Select(cluster => cluster.Value));
        Assert.Equal(("up", since, "0.2.0"), (View(B).State, View(B).Since, View(B).Version));
    }

    [Fact]
    public void A_member_with_another_configuration_says_so_until_it_has_the_same()
    {
        _table.Member(Later(), B, NodeState.Up);
        _table.Told(Later(), Info(B) with { Configuration = "other" });
        Assert.Equal(("otherConfiguration", _now), (View(B).State, View(B).Since));

        _table.Tell(Later(), Info(A) with { Configuration = "other" });
        Assert.Equal(("up", _now), (View(B).State, View(B).Since));
    }

    [Fact]
    public void A_member_that_does_not_answer_is_unreachable_until_it_does()
    {
        _table.Member(Later(), B, NodeState.Up);
        _table.Reachable(Later(), B, NodeReach.Lost);
        Assert.Equal(("unreachable", _now), (View(B).State, View(B).Since));

        _table.Reachable(Later(), B, NodeReach.Answers);
        Assert.Equal("up", View(B).State);
    }

    [Fact]
    public void Who_has_gone_is_listed_no_more_and_what_it_still_tells_is_not_kept()
    {
        _table.Member(Later(), B, NodeState.Up);
        _table.Gone(B);
        _table.Told(Later(), Info(B));

        Assert.Equal(["10.0.0.1:4053"], _table.Views.Select(node => node.Name));
    }

    private static NodeInfo Info(NodeName name) => new(name, "0.1.0", "database", "configuration", [], [], 2, A, Start);

    private NodeView View(NodeName name) => Assert.Single(_table.Views, node => node.Name == name.ToString());

    private Instant Later() => _now += TimeSpan.FromSeconds(1);
}
