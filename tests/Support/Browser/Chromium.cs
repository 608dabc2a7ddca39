using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.Support;

/// <summary>A headless Chromium with a profile of its own, spoken to over its DevTools protocol; ends with the tests of its class.</summary>
public sealed class Chromium : IDisposable
{
    public const string Program = "chromium";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string _profile = Directory.CreateTempSubdirectory("cmso-chromium-").FullName;
    private readonly Lazy<Task<Uri>> _endpoint;
    private Process? _process;

    public Chromium() => _endpoint = new Lazy<Task<Uri>>(StartAsync);

    /// <summary>A tab of its own, which shares nothing with others.</summary>
    public async Task<BrowserTab> OpenAsync(Uri url, int width = 1280, int height = 800)
    {
        var endpoint = await _endpoint.Value;
        using var http = new HttpClient { BaseAddress = new Uri($"http://{endpoint.Authority}") };
        var version = (await http.GetFromJsonAsync<JsonNode>(new Uri("/json/version", UriKind.Relative)))!;
        var browser = await DevTools.ConnectAsync(new Uri(version["webSocketDebuggerUrl"]!.ToString()));
        var context = (await browser.CallAsync("Target.createBrowserContext"))["browserContextId"]!.ToString();
        var target = (await browser.CallAsync("Target.createTarget", new() { ["url"] = "about:blank", ["browserContextId"] = context }))["targetId"]!;
        var page = await DevTools.ConnectAsync(new Uri($"ws://{endpoint.Authority}/devtools/page/{target}"));
        var tab = new BrowserTab(page, browser, context);
        await tab.StartAsync(url, width, height);
        return tab;
    }

    public void Dispose()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // One of its processes still writes as it dies; it is in the system's place for what may be deleted.
        }
    }

    private async Task<Uri> StartAsync()
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true };
        foreach (var argument in new[]
        {
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0",
            $"--user-data-dir={_profile}", "about:blank",
        })
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(StartTime);
        while (await _process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.IndexOf("ws://", StringComparison.Ordinal) is var at and >= 0)
            {
                _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None); // not read, it would stand still one day
                return new Uri(line[at..]);
            }
        }

        throw new InvalidOperationException("Chromium did not start.");
    }
}
