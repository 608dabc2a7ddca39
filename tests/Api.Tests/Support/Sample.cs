using System.Collections.Immutable;
using System.Globalization;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;
using CmsOrchestrator.Samples;

namespace CmsOrchestrator.Api.Tests.Support;

/// <summary>Calls, participants and bridges made by hand. Numbers make ids: call 7 starts in second 7 and sorts seventh.</summary>
internal static class Sample
{
    public static readonly Instant Start = SampleViews.Start;

    public static readonly ElementValue Inactive = ElementValue.Of("inactive");

    public static CallId CallId(int number) => new(Guid.Parse(
        string.Create(CultureInfo.InvariantCulture, $"0199aaaa-{number:x4}-7000-8000-00000000000a")));

    public static ParticipantId ParticipantId(int number) => new(Guid.Parse(
        string.Create(CultureInfo.InvariantCulture, $"4758{number:x4}-0000-4000-8000-00000000000b")));

    public static CallCorrelator Correlator(int number) => new(Guid.Parse(
        string.Create(CultureInfo.InvariantCulture, $"dee0{number:x4}-0000-4000-8000-00000000000c")));

    /// <summary>A route's address at which something is: call 1, bridge lon1 of emea.</summary>
    public static string Address(string route) => route.Replace("{id}", CallId(1).ToString(), StringComparison.Ordinal)
        .Replace("{cluster}", "emea", StringComparison.Ordinal).Replace("{name}", "lon1", StringComparison.Ordinal);

    public static NodeView Node(string name, params ImmutableArray<ClusterName> clusters) => new(name, Self: false, NodeState.Up, Start, clusters, "0.1.0");

    public static CallView Call(int number, string cluster = "emea", string name = "Weekly") =>
        SampleViews.Call(CallId(number), new(cluster), Correlator(number), name) with
        {
            StartedAt = Start + TimeSpan.FromSeconds(number), Instances = [Instance("lon1")],
        };

    public static InstanceView Instance(string bridge) => SampleViews.Instance(bridge, new(Guid.Parse("c9820000-0000-4000-8000-00000000000d")));

    public static ParticipantView Participant(
        int call, int number, string cluster = "emea", string name = "248", string uri = "248@example.net") =>
        SampleViews.Participant(ParticipantId(number), CallId(call), new(cluster), name, uri) with
        {
            JoinedAt = Start + TimeSpan.FromMilliseconds(number),
        };

    public static CallBridgeView Bridge(string name, string cluster = "emea", CallBridgeStatus state = CallBridgeStatus.Connected) => new()
    {
        Cluster = new(cluster),
        Name = new(name),
        Url = $"https://{name}.example.net:445",
        State = state,
        Since = Start,
        Connections = 2,
        Subscriptions = new(0, 41, 1),
        Calls = 12,
        Resyncs = 3,
        Reconnects = 4,
    };

    public static Publication Live(CallView call) => Publication.Of(PublicationType.CallStarted, Start, call);

    public static Publication Live(ParticipantView participant) => Publication.Of(PublicationType.ParticipantJoined, Start, participant);

    public static Publication Live(CallBridgeView bridge) => Publication.Of(Start, bridge);

    public static Publication Ended(CallView call) => Publication.Of(PublicationType.CallEnded, Start, call);

    /// <summary>So many calls, numbered from 1.</summary>
    public static Publication[] Calls(int count) => [.. Enumerable.Range(1, count).Select(number => Live(Call(number)))];
}
