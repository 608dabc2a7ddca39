using System.Net;
using System.Net.Sockets;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Tests.Limits;

/// <summary>Limits that are replaced while the API is served.</summary>
public sealed class LiveLimitTests
{
    private const string Stats = "/api/v1/stats";

    [Fact]
    public async Task The_length_of_a_URL_changes_with_the_next_request_in_both_directions()
    {
        var url = Stats + "?" + new string('x', 20_000);
        await using var api = await DeployAsync(new ApiLimits { UrlLength = 300 });
        await StatusAsync(api, url, HttpStatusCode.RequestUriTooLong);
        api.Limits.Replace(new ApiLimits { UrlLength = 30_000 });
        await StatusAsync(api, url, HttpStatusCode.BadRequest); // it is read, and is nonsense
        api.Limits.Replace(new ApiLimits { UrlLength = 300 });
        await StatusAsync(api, url, HttpStatusCode.RequestUriTooLong);
    }

    [Fact]
    public async Task The_length_of_headers_changes_with_the_next_request_in_both_directions()
    {
        var cookie = new string('x', 20_000);
        await using var api = await DeployAsync(new ApiLimits { HeaderBytes = 500 });
        await StatusAsync(api, Stats, HttpStatusCode.RequestHeaderFieldsTooLarge, cookie);
        api.Limits.Replace(new ApiLimits { HeaderBytes = 30_000 });
        await StatusAsync(api, Stats, HttpStatusCode.OK, cookie);
        api.Limits.Replace(new ApiLimits { HeaderBytes = 500 });
        await StatusAsync(api, Stats, HttpStatusCode.RequestHeaderFieldsTooLarge, cookie);
    }

    [Fact]
    public async Task The_size_of_a_page_changes_with_the_next_request()
    {
        await using var api = await ApiHost.StartAsync([], Sample.Calls(5), limits: new ApiLimits { PageSize = 3 });
        await StatusAsync(api, "/api/v1/calls?limit=4", HttpStatusCode.BadRequest);
        api.Limits.Replace(new ApiLimits { PageSize = 4 });
        Assert.Equal(4, (await api.ItemsAsync("/api/v1/calls", "id")).Length);
    }

    [Fact]
    public async Task The_time_of_a_request_changes_with_the_next_one()
    {
        await using var api = await DeployAsync(
            new ApiLimits(), app => app.MapGet("/slow", (HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted)));
        await StatusAsync(api, Stats, HttpStatusCode.OK); // the time before was in use
        api.Limits.Replace(new ApiLimits { RequestTime = TimeSpan.FromMilliseconds(50) });
        await StatusAsync(api, "/slow", HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_rate_of_requests_changes_with_the_next_one()
    {
        await using var api = await DeployAsync(new ApiLimits { RequestsPerSecond = 1 });
        await UntilAsync(api, Stats, HttpStatusCode.TooManyRequests);
        api.Limits.Replace(new ApiLimits { RequestsPerSecond = 1_000_000 });
        for (var i = 0; i < 20; i++)
        {
            await StatusAsync(api, Stats, HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Fewer_streams_end_none_that_is_open_and_let_in_no_other_until_so_many_have_ended()
    {
        await using var api = await DeployAsync(new ApiLimits { StreamsPerKey = 2 }, app => app.MapStreams().MapGet("/stream", async (HttpContext context, Caller _) =>
        {
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }));
        var first = await StreamAsync(api);
        using var second = await StreamAsync(api);
        api.Limits.Replace(new ApiLimits { StreamsPerKey = 1 });
        await StatusAsync(api, "/stream", HttpStatusCode.TooManyRequests);
        first.Dispose();
        for (var i = 0; i < 20; i++)
        {
            await StatusAsync(api, "/stream", HttpStatusCode.TooManyRequests);
        }

        api.Limits.Replace(new ApiLimits { StreamsPerKey = 2 });
        using var third = await UntilOpenAsync(api);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task A_connection_beyond_their_number_is_closed_and_the_number_changes_with_the_next_one()
    {
        await using var api = await DeployAsync(new ApiLimits { Connections = 1 });
        using var first = await ConnectAsync(api);
        Assert.True(await IsServedAsync(first));
        using (var second = await ConnectAsync(api))
        {
            Assert.False(await IsServedAsync(second));
        }

        api.Limits.Replace(new ApiLimits { Connections = 2 });
        using var third = await UntilServedAsync(api);
        Assert.True(await IsServedAsync(first));
    }

    private static Task<ApiHost> DeployAsync(ApiLimits limits, Action<WebApplication>? more = null) => ApiHost.StartAsync([], [], more, limits);

    private static async Task StatusAsync(ApiHost api, string path, HttpStatusCode status, string? cookie = null)
    {
        using var answer = cookie is null ? await api.GetAsync(path) : await api.GetAsync(path, ("Cookie", cookie));
        Assert.Equal(status, answer.StatusCode);
    }

    private static async Task UntilAsync(ApiHost api, string path, HttpStatusCode status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        HttpStatusCode last;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            using var answer = await api.GetAsync(path);
            last = answer.StatusCode;
        }
        while (last != status);
    }

    private static Task<HttpResponseMessage> StreamAsync(ApiHost api) =>
        api.Client.GetAsync(new Uri("/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    // The end of a stream reaches the server in its own time.
    private static async Task<HttpResponseMessage> UntilOpenAsync(ApiHost api)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var answer = await StreamAsync(api);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    private static async Task<TcpClient> ConnectAsync(ApiHost api)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", api.Client.BaseAddress!.Port);
        return client;
    }

    // As above.
    private static async Task<TcpClient> UntilServedAsync(ApiHost api)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var client = await ConnectAsync(api);
            if (await IsServedAsync(client))
            {
                return client;
            }

            client.Dispose();
        }
    }

    private static async Task<bool> IsServedAsync(TcpClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await client.GetStream().WriteAsync("GET /healthz/live HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), limit.Token);
            return await client.GetStream().ReadAsync(new byte[16 * 1024], limit.Token) > 0;
        }
        catch (IOException)
        {
            return false; // reset
        }
    }
}
