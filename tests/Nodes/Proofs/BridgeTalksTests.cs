using System.Diagnostics;
using CmsOrchestrator.Nodes.Checks;

namespace CmsOrchestrator.Nodes.Proofs;

/// <summary>That two nodes at one Call Bridge are seen.</summary>
public sealed class BridgeTalksTests
{
    private readonly BridgeTalks _talks = new();

    [Fact]
    public void Two_nodes_that_both_talk_to_one_bridge_are_two_owners()
    {
        Talk(0, "lon1", 2);
        Talk(1, "lon1", 2);
        Assert.Equal(TimeSpan.Zero, _talks.LongestTwo(0).Time);

        Talk(0, "fra1", 1);
        var first = _talks.Begin(0, "emea", "lon1", () => false);
        first.Hear("GET /events/v1?authToken=x"u8);
        Talk(1, "lon1", 2);
        first.Hear("ack"u8);
        Assert.Contains("nodes 0 and 1 at emea/lon1", _talks.LongestTwo(0).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_process_says_before_it_knows_that_it_stood_still_is_excused()
    {
        var isPaused = false;
        var first = _talks.Begin(0, "emea", "lon1", () => isPaused);
        first.Hear("GET /events/v1?authToken=x"u8);
        isPaused = true;
        Talk(1, "lon1", 2);
        first.Hear("ack"u8);

        Assert.Equal(TimeSpan.Zero, _talks.LongestTwo(0).Time);
    }

    private void Talk(int node, string bridge, int times)
    {
        var talk = _talks.Begin(node, "emea", bridge, () => false);
        for (var time = 0; time < times; time++)
        {
            talk.Hear("GET /events/v1?authToken=x"u8);
            var heard = Stopwatch.GetTimestamp();
            SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(heard) > TimeSpan.FromMicroseconds(1)); // a tick is longer than a call
        }

        talk.End();
    }
}
