using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>Gives every connection an epoch of its own, later than all before it, also those before a restart. Safe for any thread.</summary>
public sealed class Epochs(long processStart)
{
    private int _connections;

    public Epoch Next() => new(processStart, Interlocked.Increment(ref _connections));
}
