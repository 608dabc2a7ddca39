namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// When cleaning has its turn: when nothing else is to be done, or after as many changes as one step deletes rows. So under any load what
/// is too old goes as fast as new comes.
/// </summary>
internal sealed class CleaningTurn
{
    private bool _isDue;
    private int _appended;

    /// <summary>There may be something that is too old.</summary>
    public void Due() => _isDue = true;

    public void Appended(int changes) => _appended = _isDue ? _appended + changes : 0;

    /// <summary>Takes the turn, if it has come.</summary>
    public bool TryTake(bool isIdle)
    {
        if (!_isDue || (!isIdle && _appended < FeedCleaner.Rows))
        {
            return false;
        }

        (_isDue, _appended) = (false, Math.Max(0, _appended - FeedCleaner.Rows));
        return true;
    }
}
