using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Events;

/// <summary>
/// What a watcher wants to be told of (api.md, "The change stream"). What is not given matches every change
/// in the scope. A call, a cluster and the
/// kind of a change are the same before it and after; of Call Bridges those of both count.
/// </summary>
internal sealed class EventFilter
{
    private readonly Scope _scope;
    private readonly string? _cluster;
    private readonly CallBridgeName? _callBridge;
    private readonly CallId? _call;
    private readonly int _types;

    public EventFilter(Parameters parameters, Scope scope)
    {
        _scope = scope;
        _cluster = parameters.Text("cluster");
        _callBridge = parameters.Text("callBridge") is { } bridge ? new CallBridgeName(bridge) : null;
        _call = parameters.Id("call") is { } call ? new CallId(call) : null;
        _types = parameters.Words("type", PublicationNames.All) is { } names
            ? names.Aggregate(0, (types, name) => types | (1 << (int)PublicationNames.Parse(name)!.Value))
            : -1;
    }

    public bool Matches(PublishedChange change) =>
        (_types & (1 << (int)change.Type)) != 0
        && _scope.Sees(change.Cluster)
        && (_cluster is null || change.Cluster.Value == _cluster)
        && (_call is null || change.Call == _call)
        && (_callBridge is not { } bridge || change.CallBridges.IsDefault || change.CallBridges.Contains(bridge));
}
