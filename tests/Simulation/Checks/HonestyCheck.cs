using System.Runtime.CompilerServices;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Simulation;

/// <summary>What is shown as live is fed by a connection that works, or did until a moment ago: 20 s for a black hole (design.md).</summary>
internal sealed class HonestyCheck(World world)
{
    private const long MostSilent = 21_000;
    private const long MostClosed = 4_000;

    private readonly ConditionalWeakTable<CallState, object?> _merged = [];

    public void Check()
    {
        if (world.Process is not { } process)
        {
            return;
        }

        foreach (var (cluster, aggregate) in process.Clusters.SelectMany(c => c.Aggregates, (c, a) => (c, a)).Where(a => a.a.IsSettled))
        {
            // What reads the same as half a second ago was looked at then.
            if (aggregate.State.Session is not null && _merged.TryAdd(aggregate.State, null))
            {
                Merged(CallViews.Call(cluster.Name, aggregate.Key, aggregate.State));
            }

            foreach (var slot in aggregate.State.Slots)
            {
                if (slot.Instance.IsLive)
                {
                    Fed(process, slot.Key, slot.Instance.Epoch, "instance");
                }

                if (slot.Roster is { IsLive: true } roster)
                {
                    Fed(process, slot.Key, roster.Epoch, "roster");
                }

                if (slot.CallInfo is { IsLive: true } info)
                {
                    Fed(process, slot.Key, info.Epoch, "call info");
                }
            }
        }
    }

    // A new instance starts locked and empty: it does not speak for the others.
    private static void Merged(CallView call)
    {
        var live = call.Instances.Where(i => i.Freshness == "live").ToList();
        Breach.Unless(
            live.TrueForAll(i => i.LockState.AsText != "notLocked") || call.LockState.AsText == "notLocked",
            $"{call.Cluster} {call.Id} is locked, and a live instance is not");
        Breach.Unless(
            live.TrueForAll(i => i.Participants <= call.Participants),
            $"{call.Cluster} {call.Id} has {call.Participants} participants, and a live instance reports more");
    }

    private void Fed(SimProcess process, InstanceKey key, Epoch epoch, string what)
    {
        var now = world.Time.Now.Milliseconds;
        Breach.Unless(process.Connections.TryGetValue(epoch, out var connection), $"the {what} of {key} is live, by epoch {epoch} of another process");
        Breach.Unless(
            connection!.ClosedAt is not { } closed || now - closed < MostClosed, $"the {what} of {key} is live, and its connection {epoch} is closed");
        Breach.Unless(
            connection.Socket.BrokenAt is not { } broken || now - broken < MostSilent, $"the {what} of {key} is live, and its connection {epoch} is broken");
    }
}
