using System.Net;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;

namespace CmsOrchestrator.Api.Tests.Contract;

/// <summary>What api.md says of every route under <c>/api/v1</c>, tried at every route that is served, also at those to come.</summary>
public sealed class EveryRouteTests
{
    private static readonly Publication[] Deployment =
        [Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Call(1)), Sample.Live(Sample.Participant(1, 1))];

    [Fact]
    public async Task Every_200_has_an_ETag_and_what_the_client_has_is_a_304_stats_and_the_stream_aside()
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        foreach (var path in Addresses(api).Where(path => !IsLive(path)))
        {
            using var answer = await api.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
            Assert.False(answer.Headers.ETag!.IsWeak);
            using var again = await api.GetAsync(path, ("If-None-Match", answer.Headers.ETag.Tag));
            Assert.Equal((path, HttpStatusCode.NotModified), (path, again.StatusCode));
            Assert.Equal(answer.Headers.ETag, again.Headers.ETag);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task HEAD_has_the_head_of_GET()
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        foreach (var path in Addresses(api).Where(path => !IsLive(path)))
        {
            using var get = await api.GetAsync(path);
            using var head = await api.SendAsync(HttpMethod.Head, path);
            Assert.Equal(get.StatusCode, head.StatusCode);
            Assert.Equal(get.Headers.ETag, head.Headers.ETag);
            Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Any_other_method_is_a_405_with_those_there_are(string method)
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        foreach (var path in Addresses(api))
        {
            using var answer = await api.SendAsync(new HttpMethod(method), path);
            await answer.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
            Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order());
        }
    }

    [Fact]
    public async Task Who_takes_nothing_that_there_is_gets_a_406()
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        foreach (var path in Addresses(api))
        {
            using var answer = await api.GetAsync(path, ("Accept", "image/png"));
            await answer.ProblemAsync(HttpStatusCode.NotAcceptable, "not-acceptable");
        }
    }

    [Fact]
    public async Task While_it_recovers_it_is_a_503_with_the_time_to_wait()
    {
        await using var api = await ApiHost.StartRecoveringAsync();
        foreach (var path in Addresses(api))
        {
            using var answer = await api.GetAsync(path);
            await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "recovering");
            Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        }
    }

    [Fact]
    public async Task Without_a_key_it_is_a_401_also_while_it_recovers()
    {
        await using var api = await ApiHost.StartAsync([SampleKeys.Key("noc")], Deployment);
        api.Present(null);
        foreach (var path in Addresses(api))
        {
            await api.ProblemAsync(path, HttpStatusCode.Unauthorized, "unauthorized");
        }
    }

    [Fact]
    public async Task Every_answer_says_that_it_is_nothing_but_what_it_says_it_is()
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        foreach (var path in Addresses(api).Where(path => !IsLive(path)).Append("/nothing").Append("/api/v1/calls/7"))
        {
            using var answer = await api.GetAsync(path);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task An_answer_without_an_end_has_no_time_limit_and_is_counted_as_a_stream_and_no_other_is()
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        foreach (var route in api.Endpoints.Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var answer = ApiDocument.OperationAt(Sample.Address(route.RoutePattern.RawText!))!["responses"]!["200"]!;
            var isStream = answer["content"]?["text/event-stream"] is not null;
            Assert.Equal(isStream, route.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is not null);
            Assert.Equal(isStream, route.Metadata.GetMetadata<EnableRateLimitingAttribute>() is not null);
        }
    }

    private static List<string> Addresses(ApiHost api) =>
    [
        .. api.Routes.Where(route => route.StartsWith("/api/", StringComparison.Ordinal)).Select(Sample.Address),
    ];

    private static bool IsLive(string path) => path is "/api/v1/stats" or "/api/v1/events";
}
