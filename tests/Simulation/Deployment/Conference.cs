using CmsOrchestrator.Model;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>One use of a space, or one ad hoc call, as it really is, over all bridges that host it.</summary>
internal sealed class Conference(CallCorrelator? correlator, string name, bool isAdHoc, long startedAt)
{
    /// <summary>Virtual milliseconds.</summary>
    public long StartedAt => startedAt;

    /// <summary>Every instance that it ever had.</summary>
    public List<CallGuid> Guids { get; } = [];

    /// <summary>Null where no bridge ever tells one.</summary>
    public CallCorrelator? Correlator => correlator;

    public string Name { get; set; } = name;

    public bool IsAdHoc => isAdHoc;

    public bool IsLocked { get; set; }

    public bool IsRecording { get; set; }

    public bool IsStreaming { get; set; }

    public bool? JoinAudioMuteOverride { get; set; }

    public SortedDictionary<CallBridgeName, BridgeCall> Instances { get; } = [];

    public SortedDictionary<ParticipantId, Person> People { get; } = [];

    /// <summary>When its last instance went, in virtual milliseconds; null while there is one.</summary>
    public long? GoneAt { get; set; }

    /// <summary>The call that it is to be shown as.</summary>
    public CallKey Key => correlator is { } c ? CallKey.Of(c) : CallKey.StandIn(Instances.Values.First().Guid);

    /// <summary>When a bridge first told the correlator, in virtual milliseconds; null before that.</summary>
    public long? CorrelatedAt { get; set; }

    /// <summary>When the last instance went of which a bridge had told the correlator, in virtual milliseconds; null before one has.</summary>
    public long? CorrelatedUntil { get; set; }

    /// <summary>What is the same on every bridge that has heard of it.</summary>
    public IEnumerable<KeyValuePair<Element, ElementValue>> Said =>
    [
        new(Element.Name, ElementValue.Of(Name)),
        new(Element.LockState, ElementValue.Of(IsLocked ? "locked" : "notLocked")),
        new(Element.Recording, ElementValue.Of(IsRecording ? "active" : "inactive")),
        new(Element.Streaming, ElementValue.Of(IsStreaming ? "active" : "inactive")),
        new(Element.DistributedInstances, ElementValue.Of(Instances.Count)),
    ];
}
