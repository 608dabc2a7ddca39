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
    private readonly List<CallChanged> _events = [];
    private CallState _snapshot = CallState.None;
    private long _snapshotAt;

    /// <summary>The sequence number of the last event.</summary>
    public long Last => _snapshotAt + _events.Count;

    /// <summary>Up to where the feed has what was written.</summary>
    public long Reached { get; private set; }

    /// <summary>Whether something is left of the call where the feed has reached.</summary>
    public bool IsLive { get; private set; }

    public void Write(CallChanged changed) => _events.Add(changed);

    public void NoteReached(long sequence, bool isLive)
    {
        Breach.Unless(sequence == Reached + 1, $"the feed has event {sequence} after {Reached}");
        (Reached, IsLive) = (sequence, isLive);
        if (Reached - _snapshotAt > 40)
        {
            // Only what the feed has goes into a snapshot, and only that is deleted.
            var (state, rest) = Read();
            _events.Clear();
            _events.AddRange(rest);
            (_snapshot, _snapshotAt) = (state, Reached);
        }
    }

    /// <summary>The state where the feed has reached, and the events that it does not have.</summary>
    public (CallState State, List<CallChanged> Unpublished) Read()
    {
        var state = JsonSerializer.Deserialize(JsonSerializer.Serialize(_snapshot, JournalJson.Default.CallState), JournalJson.Default.CallState)!;
        var events = _events.ConvertAll(e => JsonSerializer.Deserialize(
            JsonSerializer.Serialize(e, JournalJson.Default.CallChanged), JournalJson.Default.CallChanged)!);
        var fed = (int)(Reached - _snapshotAt);
        state = events.Take(fed).Aggregate(state, CallFold.Apply);
        return (state, events[fed..]);
    }
}
