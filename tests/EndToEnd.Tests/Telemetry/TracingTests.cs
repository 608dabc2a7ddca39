using System.Collections.Concurrent;
using System.Diagnostics;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.Telemetry;

/// <summary>Spans, as a listener to every source of the process sees them.</summary>
public sealed class TracingTests
{
    [Fact]
    public async Task A_trace_runs_from_a_frame_to_its_publication_and_no_span_has_a_token()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var directory = new TestDirectory();
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 1, Password = "canary-77c0" });
        await using var traffic = new DeploymentTraffic(site, new TrafficOptions { Calls = 2 });
        traffic.Start();
        await using var node = await TestNode.StartAsync(directory.Path, site);
        await Eventually.TrueAsync(() => Whole(spans) is not null, "no trace from cms.receive over cms.persist to cms.publish");

        var (receive, _, publish) = Whole(spans)!.Value;
        Assert.Equal(site.Clusters[0].Name, receive.GetTagItem("cluster"));
        Assert.Equal(site.Clusters[0].Bridges[0].Name, receive.GetTagItem("call_bridge"));
        Assert.True((int)publish.GetTagItem("changes")! > 0);
        var secrets = site.Bridges.SelectMany(b => b.Tokens).Append("canary-77c0").ToList();
        Assert.DoesNotContain(spans.Where(s => s.Source.Name.StartsWith("CmsOrchestrator", StringComparison.Ordinal)
            || s.Source.Name.StartsWith("System.Net", StringComparison.Ordinal)).Select(Text), text => secrets.Exists(text.Contains));
    }

    private static (Activity Receive, Activity Persist, Activity Publish)? Whole(IReadOnlyCollection<Activity> spans)
    {
        foreach (var publish in spans.Where(s => s.OperationName == "cms.publish"))
        {
            var persist = spans.FirstOrDefault(s => s.OperationName == "cms.persist" && s.SpanId == publish.ParentSpanId);
            var receive = spans.FirstOrDefault(s => s.OperationName == "cms.receive" && s.SpanId == persist?.ParentSpanId);
            if (persist is not null && receive is not null && receive.TraceId == publish.TraceId)
            {
                return (receive, persist, publish);
            }
        }

        return null;
    }

    private static string Text(Activity span) =>
        span.DisplayName + string.Join(' ', span.TagObjects.Select(t => $"{t.Key}={t.Value}"))
        + string.Join(' ', span.Events.SelectMany(e => e.Tags.Select(t => $"{t.Key}={t.Value}")));
}
