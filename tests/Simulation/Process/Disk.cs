using System.Text.Json;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Json;

namespace CmsOrchestrator.Simulation;

/// <summary>What outlives a process: the journal of each call and the feed, with what of each journal the feed has reached.</summary>
internal sealed class Disk
{
    public Dictionary<(ClusterName Cluster, CallKey Call), Journal> Journals { get; } = [];

    public FeedCheck Feed { get; } = new();

    public Journal JournalOf(ClusterName cluster, CallKey call)
    {
        if (!Journals.TryGetValue((cluster, call), out var journal))
        {
            Journals[(cluster, call)] = journal = new Journal();
        }

        return journal;
    }

    /// <summary>Who has to be recovered at a start: what is live in the feed, and whose journal is ahead of it.</summary>
    public List<CallKey> ToRecover(ClusterName cluster) =>
        [.. Journals.Where(j => j.Key.Cluster == cluster && (j.Value.IsLive || j.Value.Last > j.Value.Reached)).Select(j => j.Key.Call)];
}

/// <summary>One call's snapshot and events; both pass through the JSON that is stored.</summary>
internal sealed class Journal
{
    private readonly List<(CallChanged Changed, TimeSpan Ahead)> _events = [];
    private CallState _snapshot = CallState.None;
    private long _snapshotAt;

    /// <summary>The sequence number of the last event.</summary>
    public long Last => _snapshotAt + _events.Count;

    /// <summary>Up to where the feed has what was written.</summary>
    public long Reached { get; private set; }

    /// <summary>Whether something is left of the call where the feed has reached.</summary>
    public bool IsLive { get; private set; }

    /// <summary>The event's number.</summary>
    /// <param name="ahead">By how much the clock of the process that writes it is ahead.</param>
    public long Write(CallChanged changed, TimeSpan ahead)
    {
        _events.Add((changed, ahead));
        return Last;
    }

    /// <summary>By how much the clock of the process that wrote that event was ahead; the event is not in the snapshot yet.</summary>
    public TimeSpan AheadAt(long sequence) => _events[(int)(sequence - _snapshotAt) - 1].Ahead;

    public void NoteReached(long sequence, bool isLive)
    {
        Breach.Unless(sequence == Reached + 1, $"the feed has event {sequence} after {Reached}");
        (Reached, IsLive) = (sequence, isLive);
    }

    /// <summary>Only what the feed has goes into a snapshot, and only that is deleted.</summary>
    public void Save(long sequence, CallState state)
    {
        Breach.Unless(sequence <= Reached, $"a snapshot of event {sequence}, and the feed has {Reached}");
        _events.RemoveRange(0, (int)(sequence - _snapshotAt));
        (_snapshot, _snapshotAt) = (state, sequence);
    }

    /// <summary>The snapshot, where there is one, and the events after it, as they come back from what is stored.</summary>
    public void Read(Action<long, CallState> snapshot, Action<long, CallChanged> next)
    {
        if (_snapshotAt > 0)
        {
            snapshot(_snapshotAt, JsonSerializer.Deserialize(JsonSerializer.Serialize(_snapshot, JournalJson.Default.CallState), JournalJson.Default.CallState)!);
        }

        for (var i = 0; i < _events.Count; i++)
        {
            next(_snapshotAt + i + 1, JsonSerializer.Deserialize(
                JsonSerializer.Serialize(_events[i].Changed, JournalJson.Default.CallChanged), JournalJson.Default.CallChanged)!);
        }
    }
}
