using CmsOrchestrator.EndToEnd.Tests;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Nodes.Bench;

namespace CmsOrchestrator.Nodes.Checks;

/// <summary>What watchers were told on their way from node to node: no gap, no double, no time travel, and it adds up to the lists.</summary>
internal static class WatcherCheck
{
    /// <summary>Until every watcher has been told what every node shows; fails at once if one was told what must not be.</summary>
    public static Task CaughtUpAsync(NodeBench bench) => NodeViews.EventuallyAsync(bench, bench.Nodes, async node =>
    {
        var revision = (await node.Process.ViewAsync()).Revision;
        foreach (var watcher in bench.Watchers)
        {
            _ = watcher.Told;
        }

        return Behind(bench, revision);
    });

    /// <summary>All of it, once nothing moves any more.</summary>
    public static async Task WholeAsync(NodeBench bench)
    {
        await CaughtUpAsync(bench);
        foreach (var node in bench.Nodes)
        {
            var list = await node.Process.ViewAsync();
            await NodeViews.EventuallyAsync(bench, [node], _ => Task.FromResult(Behind(bench, list.Revision)));
            var validator = new StreamValidator();
            validator.Whole([.. bench.Watchers[0].Told.Where(c => c.Revision <= list.Revision)]);
            foreach (var watcher in bench.Watchers)
            {
                validator.Filtered(watcher.Told, list.Revision, _ => true);
            }

            Equal(list, validator.Model);
        }
    }

    private static string? Behind(NodeBench bench, long revision) =>
        bench.Watchers.Min(w => w.Position) is var least && least < revision ? $"a watcher is at {least} of {revision}" : null;

    private static void Equal(ReadModel list, ReadModel folded)
    {
        Assert.Equal(list.Revision, folded.Revision);
        Assert.Equal(list.Calls.Values.Select(c => c.View), folded.Calls.Values.Select(c => c.View));
        Assert.Equal(list.Calls.Values.SelectMany(c => c.Participants.Values), folded.Calls.Values.SelectMany(c => c.Participants.Values));
    }
}
