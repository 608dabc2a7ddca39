using CmsOrchestrator.Model;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.History;

/// <summary>What of history is asked for: all conditions hold of a row. What is null narrows nothing.</summary>
public sealed record HistoryQuery
{
    public required HistoryOf Of { get; init; }

    public HistoryOrder Order { get; init; } = HistoryOrder.NewestFirst;

    /// <summary>With <see cref="To"/>: what overlaps that time, its ends included.</summary>
    public Instant? From { get; init; }

    public Instant? To { get; init; }

    public ClusterName? Cluster { get; init; }

    /// <summary>Of these clusters only.</summary>
    public IReadOnlyCollection<ClusterName>? OnlyClusters { get; init; }

    public CallCorrelator? Correlator { get; init; }

    /// <summary>A part of the name, whatever the case.</summary>
    public string? Name { get; init; }

    /// <summary>A part of the URI, whatever the case; of a call, that of somebody who was in it.</summary>
    public string? Uri { get; init; }

    /// <summary>The participant; of a call, one who was in it.</summary>
    public ParticipantId? Participant { get; init; }

    /// <summary>Of participants: those of this call.</summary>
    public CallId? Call { get; init; }

    /// <summary>Of calls: columns that have exactly this value.</summary>
    public IReadOnlyDictionary<EndedCallColumn, string> Values { get; init; } = new Dictionary<EndedCallColumn, string>();
}

/// <summary>Of what the history is.</summary>
public enum HistoryOf
{
    Calls,
    Participants,
}

/// <summary>What rows are sorted by. Ties are by id, ascending; newest first, by revision.</summary>
public enum HistoryOrder
{
    /// <summary>By the time of the end, the latest first.</summary>
    NewestFirst,

    /// <summary>By the call's id, which begins with its start.</summary>
    Id,

    StartDescending,
    Name,
    NameDescending,
}

/// <summary>What else of ended calls can be asked for.</summary>
public enum EndedCallColumn
{
    CallType,
    Recording,
    Streaming,
    LockState,
    Freshness,
    Degraded,
}
