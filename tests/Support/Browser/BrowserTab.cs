using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.Support;

/// <summary>One page in a browser: what a person would do and see there, and what the browser holds against it.</summary>
public sealed class BrowserTab : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DevTools _page;
    private readonly DevTools _browser;
    private readonly string _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    internal BrowserTab(DevTools page, DevTools browser, string context) => (_page, _browser, _context) = (page, browser, context);

    /// <summary>Exceptions, violations of the page's policy and errors of the console so far.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>What an expression of JavaScript is worth; promises are awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string script)
    {
        var answer = await _page.CallAsync(
            "Runtime.evaluate", new() { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } thrown
            ? throw new InvalidOperationException($"{script}: {thrown.ToJsonString()}")
            : answer["result"]!["value"];
    }

    public async Task<string> TextAsync(string selector = "body") =>
        (await EvaluateAsync($"document.querySelector({Quoted(selector)})?.innerText ?? ''"))!.ToString();

    /// <summary>Waits until an expression holds.</summary>
    public async Task UntilAsync(string condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await HoldsAsync(condition))
        {
            if (clock.Elapsed > Limit)
            {
                throw new TimeoutException($"{condition} does not hold; the page says:\n{await TextAsync()}\n{string.Join('\n', _complaints)}");
            }

            await Task.Delay(30);
        }
    }

    // While the page is being loaded, what a condition looks at may not be there.
    private async Task<bool> HoldsAsync(string condition) =>
        (bool)(await EvaluateAsync($"(() => {{ try {{ return Boolean({condition}); }} catch {{ return false; }} }})()"))!;

    public Task UntilTextAsync(string selector, string text) =>
        UntilAsync($"(document.querySelector({Quoted(selector)})?.innerText ?? '').includes({Quoted(text)})");

    /// <summary>Types into what has the focus.</summary>
    public Task TypeAsync(string text) => _page.CallAsync("Input.insertText", new() { ["text"] = text });

    /// <summary>Presses and releases a key by its name (<c>ArrowDown</c>, <c>Enter</c>, <c>Tab</c>).</summary>
    public async Task PressAsync(string key)
    {
        var code = key switch { "Enter" => 13, "Tab" => 9, "ArrowDown" => 40, "ArrowUp" => 38, "End" => 35, "Home" => 36, "Escape" => 27, _ => 0 };
        foreach (var type in new[] { "keyDown", "keyUp" })
        {
            var press = new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
            if (key == "Enter")
            {
                press["text"] = "\r";
            }

            await _page.CallAsync("Input.dispatchKeyEvent", press);
        }
    }

    /// <summary>Takes the network away, or gives it back.</summary>
    public Task OfflineAsync(bool isOffline) => _page.CallAsync(
        "Network.emulateNetworkConditions",
        new() { ["offline"] = isOffline, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1 });

    /// <summary>Roles and names of the accessibility tree, as a screen reader has them.</summary>
    public async Task<IReadOnlyList<(string Role, string Name)>> AccessibleAsync()
    {
        var tree = await _page.CallAsync("Accessibility.getFullAXTree");
        return
        [
            .. tree["nodes"]!.AsArray().Where(node => (bool?)node!["ignored"] != true)
                .Select(node => (node!["role"]?["value"]?.ToString() ?? "", node["name"]?["value"]?.ToString() ?? "")),
        ];
    }

    public async Task SchemeAsync(string scheme) => await _page.CallAsync(
        "Emulation.setEmulatedMedia",
        new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });

    /// <summary>What it looks like, as PNG.</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((await _page.CallAsync("Page.captureScreenshot", new() { ["format"] = "png" }))["data"]!.ToString());

    public async ValueTask DisposeAsync()
    {
        await _browser.CallAsync("Target.disposeBrowserContext", new() { ["browserContextId"] = _context });
        _page.Dispose();
        _browser.Dispose();
    }

    internal async Task StartAsync(Uri url, int width, int height)
    {
        _page.Told += (method, told) =>
        {
            if (method is "Runtime.exceptionThrown"
                || (method is "Log.entryAdded" && told["entry"]!["level"]!.ToString() == "error" && told["entry"]!["source"]!.ToString() != "network")
                || (method is "Runtime.consoleAPICalled" && told["type"]!.ToString() == "error"))
            {
                _complaints.Enqueue(told.ToJsonString());
            }
        };
        foreach (var domain in new[] { "Runtime", "Log", "Page", "Network", "Accessibility" })
        {
            await _page.CallAsync(domain + ".enable");
        }

        await _page.CallAsync(
            "Emulation.setDeviceMetricsOverride",
            new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await _page.CallAsync("Page.navigate", new() { ["url"] = url.ToString() });
    }

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();
}
