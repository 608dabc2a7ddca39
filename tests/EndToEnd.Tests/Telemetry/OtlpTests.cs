using System.Text.Json.Nodes;
using CmsOrchestrator.Simulator;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CmsOrchestrator.EndToEnd.Tests.Telemetry;

/// <summary>The program and an OpenTelemetry collector: one that takes what it gets, and those that do not.</summary>
public sealed class OtlpTests : IDisposable
{
    private const string Password = "canary-09be";

    // One of what actors record, one of what is read of them, one of the API's, one of each of the framework's meters.
    private static readonly string[] Wanted =
    [
        "cms_event_age_seconds", "cms_bridge_messages_received_total", "cms_cluster_calls", "http.server.request.duration", "kestrel.active_connections", "dotnet.gc.collections",
    ];

    // Not the minute that is OpenTelemetry's own default.
    private static readonly string[] Often = ["env", "OTEL_METRIC_EXPORT_INTERVAL=500", "OTEL_BSP_SCHEDULE_DELAY=200", "OTEL_EXPORTER_OTLP_HEADERS=x-tenant=cms-7"];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TestDirectory _directory = new();

    [Theory]
    [InlineData("grpc", HttpProtocols.Http2)]
    [InlineData("httpProtobuf", HttpProtocols.Http1)]
    public async Task Metrics_and_whole_traces_arrive_with_the_collectors_headers_and_without_secrets(string protocol, HttpProtocols spoken)
    {
        await using var receiver = await OtlpReceiver.StartAsync(spoken);
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 1, Password = Password });
        await using var traffic = new DeploymentTraffic(site, new TrafficOptions { Calls = 3 });
        traffic.Start();
        await using var program = await StartAsync(site, receiver.Url, protocol);
        await program.ReadyAsync();

        await Eventually.NoDifferenceAsync(async () =>
        {
            (await program.Http.GetAsync("/api/v1/calls")).Dispose();
            var missing = Wanted.Where(name => receiver.Metrics.GetValueOrDefault(name) < 2).ToList(); // and goes on arriving
            return missing.Count == 0 ? null : $"not sent twice: {string.Join(", ", missing)}; sent: {string.Join(", ", receiver.Metrics.Keys.Order())}";
        }, Limit);
        await Eventually.NoDifferenceAsync(
            () => HasWholeTrace([.. receiver.Spans]) ? null : "no trace from cms.receive over cms.persist to cms.publish", Limit);

        Assert.Equal(0, await program.TerminateAsync());
        Assert.All(receiver.Raw, raw => Assert.Contains("x-tenant: cms-7", raw, StringComparison.Ordinal));
        Assert.All(site.Bridges.SelectMany(b => b.Tokens).Append(Password), secret =>
            Assert.DoesNotContain(receiver.Raw, raw => raw.Contains(secret, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("grpc", HttpProtocols.Http2)]
    [InlineData("httpProtobuf", HttpProtocols.Http1)]
    public async Task A_collector_that_never_answers_harms_nothing(string protocol, HttpProtocols spoken)
    {
        await using var receiver = await OtlpReceiver.StartAsync(spoken, answers: false);
        await HarmsNothingAsync(receiver.Url, protocol, () => Eventually.NoDifferenceAsync(
            () => new[] { "metrics", "trace" }.All(what => receiver.Asked.Any(path => path.Contains(what, StringComparison.Ordinal))) ? null : "nothing is sent", Limit));
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("httpProtobuf")]
    public Task A_collector_that_is_away_harms_nothing(string protocol) =>
        HarmsNothingAsync(OrchestratorProcess.FreeUrl(), protocol, () => Task.CompletedTask);

    public void Dispose() => _directory.Dispose();

    private async Task HarmsNothingAsync(string collector, string protocol, Func<Task> once)
    {
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 1 });
        var (cluster, bridge) = (site.Clusters[0], site.Clusters[0].Bridges[0]);
        await using var program = await StartAsync(site, collector, protocol);
        await program.ReadyAsync();
        await once();
        for (var i = 0; i < 3; i++)
        {
            var conference = cluster.Start(bridge, new ConferenceState { Name = $"Board {i}" });
            cluster.Join(conference, bridge, new ParticipantState { Name = "Ann", Uri = "ann@example.net" });
            await Eventually.NoDifferenceAsync(async () => TruthComparison.Difference(site, await program.ViewAsync()), Limit);
        }

        Assert.Equal(0, await program.TerminateAsync()); // within its ten seconds
    }

    private async Task<OrchestratorProcess> StartAsync(SimulatedDeployment site, string collector, string protocol)
    {
        var config = JsonNode.Parse(OrchestratorProcess.Configuration(_directory.Path, site, database: null))!;
        config["Telemetry"] = new JsonObject { ["Otlp"] = new JsonObject { ["Endpoint"] = collector, ["Protocol"] = protocol } };
        var file = Path.Combine(_directory.Path, "site.json");
        await File.WriteAllTextAsync(file, config.ToJsonString());
        return OrchestratorProcess.StartBy(Often, "run", "--config", file, "--urls", OrchestratorProcess.FreeUrl());
    }

    private static bool HasWholeTrace(IReadOnlyCollection<ReceivedSpan> spans) => spans.Where(s => s.Name == "cms.publish").Any(publish =>
        Parent(spans, publish, "cms.persist") is { } persist && Parent(spans, persist, "cms.receive") is { Parent: "" });

    private static ReceivedSpan? Parent(IReadOnlyCollection<ReceivedSpan> spans, ReceivedSpan span, string name) =>
        spans.FirstOrDefault(s => s.Id == span.Parent && s.Trace == span.Trace && s.Name == name);
}
