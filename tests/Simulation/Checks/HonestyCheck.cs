using CmsOrchestrator.Model;

namespace CmsOrchestrator.Simulation;

/// <summary>What is shown as live is fed by a connection that works, or did until a moment ago: 20 s for a black hole (design.md).</summary>
internal sealed class HonestyCheck(World world)
{
    private const long MostSilent = 21_000;
    private const long MostClosed = 4_000;

    public void Check()
    {
        if (world.Process is not { } process)
        {
            return;
        }

        foreach (var aggregate in process.Clusters.SelectMany(c => c.Aggregates).Where(a => a.IsSettled))
        {
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
