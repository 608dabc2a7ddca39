namespace CmsOrchestrator.Model.Calls;

/// <summary>Decides when a snapshot is taken: every so many events, and only of what the feed has reached.</summary>
internal sealed class SnapshotSchedule(int interval)
{
    private (long Sequence, CallState State)? _due;
    private long _last;

    public void Recovered(long sequence) => _last = sequence;

    public void Written(long sequence, CallState state)
    {
        if (_due is null && sequence - _last >= interval)
        {
            _due = (sequence, state);
        }
    }

    /// <summary>What is to be saved now, once; null where nothing is.</summary>
    public (long Sequence, CallState State)? Take(long fed)
    {
        if (_due is not { } due || due.Sequence > fed)
        {
            return null;
        }

        _due = null;
        _last = due.Sequence;
        return due;
    }
}
