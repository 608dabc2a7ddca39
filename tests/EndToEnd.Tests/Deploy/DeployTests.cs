using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CmsOrchestrator.Simulator;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.EndToEnd.Tests.Deploy;

/// <summary>What <c>deploy/</c> holds, against the tools that will read it and the program that it is about.</summary>
public sealed class DeployTests
{
    private static readonly string Deploy = Find();

    [ToolFact("promtool")]
    public async Task The_alert_rules_and_the_scrape_configuration_are_what_Prometheus_expects()
    {
        using var directory = new TestDirectory();
        var text = await File.ReadAllTextAsync(Path.Combine(Deploy, "prometheus", "prometheus.yml"));
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "key"), "a key");
        var config = Path.Combine(directory.Path, "prometheus.yml");
        await File.WriteAllTextAsync(config, text.Replace("/run/secrets/metrics-key", "key", StringComparison.Ordinal));
        File.Copy(Path.Combine(Deploy, "prometheus", "alerts.yml"), Path.Combine(directory.Path, "alerts.yml"));
        await FineAsync("promtool", "check", "config", "--lint-fatal", config);
        await FineAsync("promtool", "check", "rules", "--lint-fatal", Path.Combine(directory.Path, "alerts.yml"));
    }

    [ToolFact("systemd-analyze")]
    public async Task Systemd_has_nothing_against_the_unit()
    {
        using var directory = new TestDirectory();
        var unit = Path.Combine(directory.Path, "cms-orchestrator.service");
        var text = await File.ReadAllTextAsync(Path.Combine(Deploy, "systemd", "cms-orchestrator.service"));
        Assert.Contains("ExecStart=/usr/local/bin/CmsOrchestrator run ", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(unit, text.Replace("/usr/local/bin/CmsOrchestrator", "/bin/true", StringComparison.Ordinal)); // it is not installed here
        Assert.Equal("", await FineAsync("systemd-analyze", "verify", unit));
    }

    [ToolFact("prometheus")]
    public async Task Every_query_of_the_dashboard_and_of_the_alerts_finds_what_the_program_measures()
    {
        using var directory = new TestDirectory();
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 2 });
        await using var traffic = new DeploymentTraffic(site, new TrafficOptions { Calls = 4, Rate = 4 });
        traffic.Start();
        await using var program = await OrchestratorProcess.RunAsync(directory.Path, site);
        await using var prometheus = await PrometheusProcess.StartAsync(directory.Path, program.Http.BaseAddress!);
        var queries = DashboardQueries().ToList();
        Assert.NotEmpty(queries);
        await Eventually.NoDifferenceAsync(async () =>
        {
            (await program.Http.GetAsync("/api/v1/calls")).Dispose();
            foreach (var query in queries.Concat(AlertMetrics().Select(name => $"{{__name__=\"{name}\"}}")))
            {
                if (await prometheus.CountAsync(query) == 0)
                {
                    return $"no data for: {query}";
                }
            }

            return null;
        });
    }

    private static IEnumerable<string> DashboardQueries()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(Deploy, "grafana", "dashboards", "cms-orchestrator.json")))!;
        return dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => target!["expr"]!.ToString()
            .Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$cluster", ".*", StringComparison.Ordinal));
    }

    private static IEnumerable<string> AlertMetrics() => System.Text.RegularExpressions.Regex
        .Matches(File.ReadAllText(Path.Combine(Deploy, "prometheus", "alerts.yml")), @"(?<=expr:.*)\bcms_[a-z_]+")
        .Select(match => match.Value).Distinct();

    private static async Task<string> FineAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await said + complained);
        return complained;
    }

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "deploy"));
}
