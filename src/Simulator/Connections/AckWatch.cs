namespace CmsOrchestrator.Simulator;

/// <summary>Which messages await their acknowledgement, and since when. Thread-safe. Holds at most as many as were sent within the ack time.</summary>
internal sealed class AckWatch(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, long> _sentAt = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sentAt.Count;
            }
        }
    }

    public void Sent(long messageId)
    {
        lock (_gate)
        {
            _sentAt.Add(messageId, time.GetTimestamp());
        }
    }

    /// <summary>False where nothing of that number awaits one.</summary>
    public bool Acknowledged(long messageId)
    {
        lock (_gate)
        {
            return _sentAt.Remove(messageId);
        }
    }

    /// <summary>The oldest message that has waited longer than <paramref name="limit"/>, or null.</summary>
    public long? Overdue(TimeSpan limit)
    {
        lock (_gate)
        {
            foreach (var (messageId, sentAt) in _sentAt)
            {
                return time.GetElapsedTime(sentAt) > limit ? messageId : null;
            }

            return null;
        }
    }

    /// <summary>The time in which we did not listen does not count against the client.</summary>
    public void StartAnew()
    {
        lock (_gate)
        {
            foreach (var messageId in _sentAt.Keys.ToList())
            {
                _sentAt[messageId] = time.GetTimestamp();
            }
        }
    }
}
