using System.Net;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.Api.Tests.Support;

/// <summary>Asks, and reads the answer.</summary>
internal static class Answers
{
    public static Task<string> TextAsync(this ApiHost api, string path) => api.Client.GetStringAsync(new Uri(path, UriKind.Relative));

    public static async Task<JsonNode> JsonAsync(this ApiHost api, string path) => JsonNode.Parse(await api.TextAsync(path))!;

    public static Task<HttpResponseMessage> GetAsync(this ApiHost api, string path, params (string Name, string Value)[] headers) =>
        api.SendAsync(HttpMethod.Get, path, headers);

    public static async Task<HttpResponseMessage> SendAsync(
        this ApiHost api, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await api.Client.SendAsync(request);
    }

    /// <summary>One member of each item of a list.</summary>
    public static async Task<string[]> ItemsAsync(this ApiHost api, string path, string member) =>
        [.. (await api.JsonAsync(path))["items"]!.AsArray().Select(item => item![member]!.ToString())];

    /// <summary>The problem that an answer is, which must have this status and this type.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string type)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("urn:cms-orchestrator:problem:" + type, problem["type"]!.ToString());
        Assert.Equal((int)status, (int)problem["status"]!);
        return problem;
    }

    public static async Task<JsonNode> ProblemAsync(this ApiHost api, string path, HttpStatusCode status, string type)
    {
        using var answer = await api.GetAsync(path);
        return await answer.ProblemAsync(status, type);
    }

    /// <summary>Waits until it is so.</summary>
    public static async Task EventuallyAsync(this ApiHost api, Func<Task<bool>> condition, string what)
    {
        ArgumentNullException.ThrowIfNull(api);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "still not: " + what);
            await Task.Delay(10);
        }
    }
}
