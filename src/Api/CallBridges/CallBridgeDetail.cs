using System.Text.Json.Serialization;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.CallBridges;

/// <summary>A Call Bridge as the API shows it (api.md, "A Call Bridge"): its view, with the running figures as they are now, or, where another node talks to it, as they were at the view's last change.</summary>
internal sealed record CallBridgeDetail(
    ClusterName Cluster,
    CallBridgeName Name,
    string Url,
    CallBridgeStatus State,
    Instant Since,
    int Connections,
    SubscriptionCounts Subscriptions,
    int Calls,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool LeavesOutCalls,
    Instant? LastMessageAt,
    long MessagesReceived,
    int Resyncs,
    int Reconnects,
    string? LastError)
{
    public static CallBridgeDetail Of(CallBridgeView view, BridgeFigure? figure) => new(
        view.Cluster, view.Name, view.Url, view.State, view.Since, view.Connections, view.Subscriptions, view.Calls, view.LeavesOutCalls,
        figure is null ? view.LastMessageAt : figure.LastMessageAt, figure?.MessagesReceived ?? view.MessagesReceived, view.Resyncs, view.Reconnects, view.LastError);
}
