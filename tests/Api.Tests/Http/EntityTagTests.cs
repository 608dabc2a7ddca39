using System.Net;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Http;

public sealed class EntityTagTests
{
    [Theory]
    [InlineData("/api/v1/clusters")]
    [InlineData("/api/v1/callBridges")]
    [InlineData("/api/v1/callBridges/emea/lon1")]
    [InlineData("/api/v1/calls")]
    [InlineData("/api/v1/calls/0199aaaa-0001-7000-8000-00000000000a")]
    [InlineData("/api/v1/calls/0199aaaa-0001-7000-8000-00000000000a/participants")]
    [InlineData("/api/v1/participants")]
    public async Task What_has_not_changed_is_not_sent_again(string path)
    {
        await using var api = await DeployAsync();
        using var first = await api.GetAsync(path);
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        using var again = await api.GetAsync(path, ("If-None-Match", tag.Tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("\"other\", {0}", HttpStatusCode.NotModified)]
    [InlineData("W/{0}", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"other\"", HttpStatusCode.OK)]
    [InlineData("no tag at all", HttpStatusCode.OK)]
    public async Task If_None_Match_takes_lists_weak_tags_and_a_star(string header, HttpStatusCode status)
    {
        await using var api = await DeployAsync();
        using var first = await api.GetAsync("/api/v1/calls");
        using var again = await api.GetAsync(
            "/api/v1/calls", ("If-None-Match", header.Replace("{0}", first.Headers.ETag!.Tag, StringComparison.Ordinal)));
        Assert.Equal(status, again.StatusCode);
    }

    [Fact]
    public async Task Another_body_has_another_tag_also_within_one_revision()
    {
        await using var api = await DeployAsync();
        using var first = await api.GetAsync("/api/v1/callBridges");
        api.Figures.Of(new("emea"), new("lon1")).Count(Sample.Start);
        using var second = await api.GetAsync("/api/v1/callBridges", ("If-None-Match", first.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task HEAD_has_the_head_of_GET()
    {
        await using var api = await DeployAsync();
        using var get = await api.GetAsync("/api/v1/calls");
        using var head = await api.SendAsync(HttpMethod.Head, "/api/v1/calls");
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    private static Task<ApiHost> DeployAsync() => ApiHost.StartAsync(
        Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Call(1)), Sample.Live(Sample.Participant(1, 1)));
}
