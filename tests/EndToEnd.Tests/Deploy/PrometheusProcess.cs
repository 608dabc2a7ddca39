using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.EndToEnd.Tests.Deploy;

/// <summary>A Prometheus of its own that scrapes one program every second.</summary>
internal sealed class PrometheusProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private PrometheusProcess(Process process, Uri url)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = url };
    }

    public static async Task<PrometheusProcess> StartAsync(string directory, Uri target)
    {
        var config = Path.Combine(directory, "scrape.yml");
        await File.WriteAllTextAsync(config, $$"""
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: cms-orchestrator
                static_configs: [ { targets: ["{{target.Authority}}"] } ]
            """);
        var url = new Uri(OrchestratorProcess.FreeUrl());
        var start = new ProcessStartInfo("prometheus") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            $"--config.file={config}", $"--storage.tsdb.path={Path.Combine(directory, "tsdb")}", $"--web.listen-address={url.Authority}", "--log.level=error",
        })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new PrometheusProcess(process, url);
    }

    /// <summary>How many series a query gives; 0 as long as Prometheus does not answer.</summary>
    public async Task<int> CountAsync(string query)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/api/v1/query?query=" + Uri.EscapeDataString(query), UriKind.Relative));
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return 0; // it is still starting
            }

            var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
            Assert.True(json?["status"]?.ToString() == "success", $"{query}: {json}");
            return json!["data"]!["result"]!.AsArray().Count;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _http.Dispose();
    }
}
