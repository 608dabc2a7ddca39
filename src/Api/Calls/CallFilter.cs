using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model.Views;

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

    public bool Matches(CallView call) =>
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
