using System.Net;
using System.Net.Sockets;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Tests.Limits;

public sealed class LimitTests
{
    private const string Stats = "/api/v1/stats";

    [Theory]
    [InlineData(300, HttpStatusCode.BadRequest)]
    [InlineData(301, HttpStatusCode.RequestUriTooLong)]
    [InlineData(5000, HttpStatusCode.RequestUriTooLong)]
    [InlineData(50_000, HttpStatusCode.RequestUriTooLong)]
    public async Task A_URL_has_a_length(int length, HttpStatusCode status)
    {
        await using var api = await DeployAsync(new ApiLimits { UrlLength = 300 });
        using var answer = await api.GetAsync(Stats + "?" + new string('x', length - Stats.Length - 1));
        Assert.Equal(status, answer.StatusCode);
        if (length is 301 or 5000)
        {
            await answer.ProblemAsync(status, "url-too-long");
        }
    }

    [Theory]
    [InlineData(300, HttpStatusCode.OK)]
    [InlineData(600, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData(50_000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task Headers_have_a_length(int length, HttpStatusCode status)
    {
        await using var api = await DeployAsync(new ApiLimits { HeaderBytes = 500 });
        using var answer = await api.GetAsync(Stats, ("Cookie", new string('x', length)));
        Assert.Equal(status, answer.StatusCode);
        if (length == 600)
        {
            await answer.ProblemAsync(status, "headers-too-large");
        }
    }

    [Fact]
    public async Task A_page_has_a_size_that_may_be_less_than_that_of_the_contract()
    {
        await using var api = await ApiHost.StartAsync([], Sample.Calls(5), limits: new ApiLimits { PageSize = 3 });
        Assert.Equal(3, (await api.ItemsAsync("/api/v1/calls", "id")).Length);
        await api.ProblemAsync("/api/v1/calls?limit=4", HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task Requests_of_one_key_beyond_its_rate_are_429_until_some_time_later_and_cost_no_other_key_anything()
    {
        await using var api = await ApiHost.StartAsync(
            [SampleKeys.Key("noc"), SampleKeys.Key("soc")], [], limits: new ApiLimits { RequestsPerSecond = 1 });
        using var refused = await UntilAsync(api, Stats, HttpStatusCode.TooManyRequests);
        await refused.ProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Contains(api.Log.Of("CmsOrchestrator.Audit"), line => line.EndsWith("by noc: Too many requests", StringComparison.Ordinal));

        Assert.Equal("live", (await api.JsonAsync("/healthz/live"))["status"]!.ToString());
        api.Present(SampleKeys.TextOf("soc"));
        Assert.NotNull(await api.JsonAsync(Stats));
        api.Present(SampleKeys.TextOf("noc"));
        using var again = await UntilAsync(api, Stats, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Streams_of_one_key_beyond_their_number_are_429_and_one_that_ends_makes_room()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var api = await ApiHost.StartAsync(
            [SampleKeys.Key("noc"), SampleKeys.Key("soc")],
            [],
            app => app.MapStreams().MapGet("/stream", async (HttpContext context, Caller _) =>
            {
                await context.Response.Body.FlushAsync();
                await open.Task.WaitAsync(context.RequestAborted);
            }),
            new ApiLimits { StreamsPerKey = 1, RequestTime = TimeSpan.FromMilliseconds(1) });
        using var first = await StreamAsync(api);
        using var second = await StreamAsync(api);
        await second.ProblemAsync(HttpStatusCode.TooManyRequests, "too-many-streams");
        Assert.NotNull(second.Headers.RetryAfter);

        api.Present(SampleKeys.TextOf("soc"));
        using var other = await StreamAsync(api);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        api.Present(SampleKeys.TextOf("noc"));
        open.SetResult();
        using var again = await UntilAsync(api, "/stream", HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_answer_that_is_not_ready_in_time_is_a_503()
    {
        await using var api = await DeployAsync(
            new ApiLimits { RequestTime = TimeSpan.FromMilliseconds(50) },
            app => app.MapGet("/slow", (HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted)));
        using var answer = await api.GetAsync("/slow");
        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "timed-out");
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Who_does_not_read_is_cut_off()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var text = new string('x', 32 * 1024 * 1024);
        await using var api = await DeployAsync(
            new ApiLimits { RequestTime = TimeSpan.FromSeconds(1) },
            app => app.MapGet("/large", async (HttpContext context) =>
            {
                try
                {
                    await new TaggedJson(writer => writer.WriteStringValue(text)).ExecuteAsync(context);
                }
                finally
                {
                    ended.SetResult();
                }
            }));
        using var deaf = new TcpClient { ReceiveBufferSize = 4096 };
        await deaf.ConnectAsync("127.0.0.1", api.Client.BaseAddress!.Port);
        await deaf.GetStream().WriteAsync("GET /large HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("fail", api.Log.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_body_is_never_read()
    {
        await using var api = await DeployAsync(new ApiLimits());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/calls") { Content = new StringContent("{}") };
        using var answer = await api.Client.SendAsync(request);
        await answer.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    private static Task<ApiHost> DeployAsync(ApiLimits limits, Action<WebApplication>? more = null) =>
        ApiHost.StartAsync([], [], more, limits);

    private static Task<HttpResponseMessage> StreamAsync(ApiHost api) =>
        api.Client.GetAsync(new Uri("/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Asks until the answer has that status.</summary>
    private static async Task<HttpResponseMessage> UntilAsync(ApiHost api, string path, HttpStatusCode status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var answer = await api.GetAsync(path);
            if (answer.StatusCode == status)
            {
                return answer;
            }

            answer.Dispose();
        }
    }
}
