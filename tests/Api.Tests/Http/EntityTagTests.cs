using System.Net;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Http;

public sealed class EntityTagTests
{
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

    private static Task<ApiHost> DeployAsync() => ApiHost.StartAsync(
        Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Call(1)), Sample.Live(Sample.Participant(1, 1)));
}
