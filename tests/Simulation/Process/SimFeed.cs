using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Simulation;

/// <summary>The one writer of the feed: appends what came meanwhile in one transaction, then tells whose it was how far it is.</summary>
internal sealed class SimFeed(SimProcess process)
{
    private readonly List<Entry> _waiting = [];
    private bool _isBusy;

    /// <summary>Whether everything that was handed to it is in the feed.</summary>
    public bool IsIdle => !_isBusy && _waiting.Count == 0;

    public void Append(Entry entry)
    {
        _waiting.Add(entry);
        Next();
    }

    private void Next()
    {
        if (_isBusy || _waiting.Count == 0)
        {
            return;
        }

        _isBusy = true;
        var delay = process.Time.Between(0, 0.05);
        process.After(process.World.IsFeedStalled ? delay + TimeSpan.FromSeconds(1) : delay, Commit);
    }

    private void Commit()
    {
        _isBusy = false;
        if (!process.World.IsFeedStalled)
        {
            var batch = _waiting.ToList();
            _waiting.Clear();
            process.World.Commit(batch);
            foreach (var entry in batch)
            {
                entry.From.Reached(entry.Sequence);
            }
        }

        Next();
    }

    /// <summary>What one event published.</summary>
    internal sealed record Entry(
        SimAggregate From, ClusterName Cluster, CallKey Call, long Sequence, CallState Before, CallChanged Changed, CallState After, IReadOnlyList<Publication> Publications);
}
