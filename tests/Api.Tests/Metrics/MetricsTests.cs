using System.Diagnostics;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Api.Tests.Metrics;

public sealed class MetricsTests
{
    private static readonly Publication[] Live =
    [
        Sample.Live(Sample.Bridge("lon1")),
        Sample.Live(Sample.Bridge("fra1", state: CallBridgeStatus.Unauthorized)),
        Sample.Live(Sample.Call(7, name: "Quarterly secrets")),
        Sample.Live(Sample.Call(8) with { Degraded = true, Freshness = "stale" }),
        Sample.Live(Sample.Participant(7, 1)),
    ];

    [ToolFact("promtool")]
    public async Task Promtool_has_nothing_to_say_of_them()
    {
        await using var api = await ApiHost.StartAsync(Live);
        RecordEverything(api);
        await api.TextAsync("/api/v1/calls");
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await promtool.StandardInput.WriteAsync(await api.TextAsync("/metrics"));
        promtool.StandardInput.Close();
        var said = await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        Assert.Equal("", said);
        Assert.Equal(0, promtool.ExitCode);
    }

    [Fact]
    public async Task A_bridges_state_is_one_series_for_each_word_and_1_for_the_one_that_holds()
    {
        await using var api = await ApiHost.StartAsync(Live);
        var lines = await LinesAsync(api);
        Assert.Contains("""cms_bridge_state{cluster="emea",call_bridge="lon1",state="connected"} 1""", lines);
        Assert.Contains("""cms_bridge_state{cluster="emea",call_bridge="fra1",state="connected"} 0""", lines);
        Assert.Contains("""cms_bridge_state{cluster="emea",call_bridge="fra1",state="unauthorized"} 1""", lines);
    }

    [Fact]
    public async Task A_cluster_has_its_calls_participants_and_degraded_rosters()
    {
        await using var api = await ApiHost.StartAsync(Live);
        var lines = await LinesAsync(api);
        Assert.Contains("""cms_cluster_calls{cluster="emea"} 2""", lines);
        Assert.Contains("""cms_cluster_participants{cluster="emea"} 1""", lines);
        Assert.Contains("""cms_cluster_degraded_calls{cluster="emea"} 1""", lines);
        Assert.Contains("""cms_cluster_stale_calls{cluster="emea"} 1""", lines);
    }

    [Fact]
    public async Task Messages_count_by_cluster_and_bridge()
    {
        await using var api = await ApiHost.StartAsync(Live);
        api.Figures.Of(new("emea"), new("lon1")).Count(Sample.Start, updates: 10);
        api.Figures.Of(new("emea"), new("lon1")).Count(Sample.Start);
        var lines = await LinesAsync(api);
        Assert.Contains("""cms_bridge_messages_received_total{cluster="emea",call_bridge="lon1"} 2""", lines);
        Assert.Contains("""cms_bridge_updates_received_total{cluster="emea",call_bridge="lon1"} 10""", lines);
    }

    [Fact]
    public async Task A_histogram_counts_up_to_each_bound()
    {
        await using var api = await ApiHost.StartAsync(Live);
        var figure = api.Figures.Of(new("emea"), new("lon1"));
        figure.Acknowledged(TimeSpan.FromMilliseconds(1));
        figure.Acknowledged(TimeSpan.FromMilliseconds(3));
        figure.Acknowledged(TimeSpan.FromMinutes(1));
        var lines = await LinesAsync(api);
        const string Series = """cms_bridge_ack_delay_seconds_bucket{cluster="emea",call_bridge="lon1",le=""";
        Assert.Contains(Series + "\"0.0005\"} 0", lines);
        Assert.Contains(Series + "\"0.001\"} 1", lines);
        Assert.Contains(Series + "\"0.005\"} 2", lines);
        Assert.Contains(Series + "\"10\"} 2", lines);
        Assert.Contains(Series + "\"+Inf\"} 3", lines);
        Assert.Contains("""cms_bridge_ack_delay_seconds_count{cluster="emea",call_bridge="lon1"} 3""", lines);
    }

    [Fact]
    public async Task The_series_of_a_bridge_that_left_go_with_it()
    {
        await using var api = await ApiHost.StartAsync(Live);
        RecordEverything(api);
        Assert.Contains("call_bridge=\"lon1\"", await api.TextAsync("/metrics"), StringComparison.Ordinal);
        api.Figures.Forget(new("emea"), new("lon1"));
        api.Publish(Sample.Live(Sample.Bridge("lon1", state: CallBridgeStatus.Stopped)));
        var text = await api.TextAsync("/metrics");
        Assert.DoesNotContain("lon1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_are_timed_by_route_never_by_what_was_asked_for()
    {
        await using var api = await ApiHost.StartAsync(Live);
        await api.TextAsync($"/api/v1/calls/{Sample.CallId(7)}");
        (await api.GetAsync("/nowhere/4711")).Dispose();
        Assert.Contains(
            await LinesAsync(api),
            line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
                && line.Contains("http_route=\"/api/v1/calls/{id}\"", StringComparison.Ordinal)
                && line.EndsWith("} 1", StringComparison.Ordinal));
        var text = await api.TextAsync("/metrics");
        Assert.DoesNotContain(Sample.CallId(7).ToString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain("/4711", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_call_and_no_participant_is_in_them()
    {
        await using var api = await ApiHost.StartAsync(Live);
        var text = await api.TextAsync("/metrics");
        Assert.DoesNotContain("Quarterly", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"248", text, StringComparison.Ordinal); // a label begins with it, not a figure
    }

    [Fact]
    public async Task They_are_served_while_the_view_is_recovered()
    {
        await using var api = await ApiHost.StartRecoveringAsync();
        var lines = await LinesAsync(api);
        Assert.Contains("cms_ready 0", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("cms_recovery_duration_seconds", StringComparison.Ordinal));
        api.Readiness.Recovered();
        lines = await LinesAsync(api);
        Assert.Contains("cms_ready 1", lines);
        Assert.Contains(lines, line => line.StartsWith("cms_recovery_duration_seconds ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_media_type_is_that_of_the_text_format()
    {
        await using var api = await ApiHost.StartAsync(Live);
        using var answer = await api.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Whatever_a_name_holds_a_label_is_one_label()
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Bridge("a\"b\\c\nd")));
        Assert.Contains("""cms_bridge_calls{cluster="emea",call_bridge="a\"b\\c\nd"} 12""", await LinesAsync(api));
    }

    [Fact]
    public async Task Two_hosts_of_one_process_do_not_mix()
    {
        await using var one = await ApiHost.StartAsync(Live);
        await using var other = await ApiHost.StartAsync();
        RecordEverything(one);
        Assert.DoesNotContain("lon1", await other.TextAsync("/metrics"), StringComparison.Ordinal);
    }

    private static void RecordEverything(ApiHost api)
    {
        var metrics = api.Figures.Metrics;
        var figure = api.Figures.Of(new("emea"), new("lon1"));
        figure.Count(Sample.Start, 1);
        figure.Acknowledged(TimeSpan.FromMilliseconds(1));
        metrics.Published(TimeSpan.FromMilliseconds(20), new("emea"));
        metrics.FeedCommitted(TimeSpan.FromMilliseconds(5), 3);
        metrics.FeedFailed();
        metrics.JournalCommitted(TimeSpan.FromMilliseconds(5), 3);
        metrics.JournalFailed();
    }

    private static async Task<string[]> LinesAsync(ApiHost api) => (await api.TextAsync("/metrics")).Split('\n');
}
