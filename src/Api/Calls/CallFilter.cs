using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Lists;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Api.Calls;

/// <summary>What a list of calls is narrowed to (api.md, "Lists"). What is not given matches every call in the scope.</summary>
internal sealed class CallFilter(Parameters parameters, Scope scope)
{
    private readonly string? _cluster = parameters.Text("cluster");
    private readonly string? _callBridge = parameters.Text("callBridge");
    private readonly Guid? _correlator = parameters.Id("callCorrelator");
    private readonly string? _name = parameters.Text("name");
    private readonly string? _callType = parameters.Text("callType");
    private readonly string? _recording = parameters.Text("recording");
    private readonly string? _streaming = parameters.Text("streaming");
    private readonly string? _lockState = parameters.Text("lockState");
    private readonly string? _freshness = parameters.Word("freshness", "live", "partial", "stale");
    private readonly bool? _degraded = parameters.Flag("degraded");
    private readonly int _minParticipants = parameters.Number("minParticipants", 0) ?? 0;

    /// <summary>The active calls that match.</summary>
    public ListQuery<CallView> InOrder(CallOrder order) => new CallByCall<CallView>(
        model => model.Find(scope.Narrowed(_cluster), _correlator is { } correlator ? new CallCorrelator(correlator) : null),
        Offer,
        call => call.Id,
        order.Compare,
        order.IsById);

    private void Offer(LiveCall call, List<CallView> list)
    {
        if (Matches(call.View))
        {
            list.Add(call.View);
        }
    }

    private bool Matches(CallView call) =>
        scope.Sees(call.Cluster)
        && (_cluster is null || call.Cluster.Value == _cluster)
        && (_correlator is null || call.CallCorrelator?.Value == _correlator)
        && (_degraded is null || call.Degraded == _degraded)
        && call.Participants >= _minParticipants
        && (_freshness is null || call.Freshness == _freshness)
        && (_callType is null || call.CallType.ToString() == _callType)
        && (_recording is null || call.Recording.ToString() == _recording)
        && (_streaming is null || call.Streaming.ToString() == _streaming)
        && (_lockState is null || call.LockState.ToString() == _lockState)
        && (_name is null || call.Name.Contains(_name, StringComparison.OrdinalIgnoreCase))
        && (_callBridge is null || IsOn(call, _callBridge));

    /// <summary>The same of ended calls; null where none can match: no bridge carries one, and nobody is in it.</summary>
    public HistoryQuery? OfEnded(HistoryOrder order)
    {
        if (_callBridge is not null || _minParticipants > 0)
        {
            return null;
        }

        var values = new Dictionary<EndedCallColumn, string>();
        Add(EndedCallColumn.CallType, _callType);
        Add(EndedCallColumn.Recording, _recording);
        Add(EndedCallColumn.Streaming, _streaming);
        Add(EndedCallColumn.LockState, _lockState);
        Add(EndedCallColumn.Freshness, _freshness);
        Add(EndedCallColumn.Degraded, _degraded is { } degraded ? degraded ? "true" : "false" : null);
        return new HistoryQuery
        {
            Of = HistoryOf.Calls,
            Order = order,
            Cluster = _cluster is null ? null : new ClusterName(_cluster),
            OnlyClusters = scope.Only,
            Correlator = _correlator is { } correlator ? new CallCorrelator(correlator) : null,
            Name = _name,
            Values = values,
        };

        void Add(EndedCallColumn column, string? value)
        {
            if (value is not null)
            {
                values.Add(column, value);
            }
        }
    }

    private static bool IsOn(CallView call, string bridge)
    {
        foreach (var instance in call.Instances)
        {
            if (instance.CallBridge.Value == bridge)
            {
                return true;
            }
        }

        return false;
    }
}
