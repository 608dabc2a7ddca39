using System.Net;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Keys;

/// <summary>A deployment with apac in it, seen with a key for emea, reads like one without apac.</summary>
public sealed class ScopeTests
{
    private static readonly Publication[] Emea =
    [
        Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Call(1)), Sample.Live(Sample.Call(3)), Sample.Live(Sample.Participant(1, 1)),
    ];

    private static readonly Publication[] Both =
    [
        .. Emea,
        Sample.Live(Sample.Bridge("syd1", "apac")), Sample.Live(Sample.Bridge("lon1", "apac")), Sample.Live(Sample.Call(2, "apac")),
        Sample.Live(Sample.Participant(2, 2, "apac")),
    ];

    [Theory]
    [InlineData("clusters")]
    [InlineData("callBridges")]
    [InlineData("callBridges?cluster=apac")]
    [InlineData("callBridges?cluster=emea")]
    [InlineData("callBridges/emea/lon1")]
    [InlineData("callBridges/apac/lon1")]
    [InlineData("callBridges/apac/syd1")]
    [InlineData("calls")]
    [InlineData("calls?cluster=apac")]
    [InlineData("calls?callBridge=syd1")]
    [InlineData("calls?callCorrelator=dee00002-0000-4000-8000-00000000000c")]
    [InlineData("calls?sort=-participants")]
    [InlineData("calls/0199aaaa-0001-7000-8000-00000000000a")]
    [InlineData("calls/0199aaaa-0002-7000-8000-00000000000a")]
    [InlineData("calls/0199aaaa-0002-7000-8000-00000000000a/participants")]
    [InlineData("participants")]
    [InlineData("participants?cluster=apac")]
    [InlineData("participants?call=0199aaaa-0002-7000-8000-00000000000a")]
    [InlineData("stats")]
    public async Task What_a_key_may_not_see_does_not_exist_for_it(string path)
    {
        await using var scoped = await ApiHost.StartAsync([SampleKeys.Key("noc", "emea")], Both);
        await using var without = await ApiHost.StartAsync(Emea);
        (scoped.Names, without.Names) = ([new("apac"), new("emea")], [new("emea")]);
        using var seen = await scoped.GetAsync("/api/v1/" + path);
        using var expected = await without.GetAsync("/api/v1/" + path);
        Assert.Equal(expected.StatusCode, seen.StatusCode);
        Assert.Equal(await expected.Content.ReadAsStringAsync(), await seen.Content.ReadAsStringAsync());
        Assert.Equal(expected.Headers.ETag, seen.Headers.ETag);
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_scope()
    {
        await using var api = await ApiHost.StartAsync(
            [SampleKeys.Key("all"), SampleKeys.Key("noc", "emea"), SampleKeys.Key("soc", "emea")], Both);
        api.Present(SampleKeys.TextOf("noc"));
        var next = $"/api/v1/calls?limit=1&cursor={(await api.JsonAsync("/api/v1/calls?limit=1"))["next"]}";
        api.Present(SampleKeys.TextOf("all"));
        await api.ProblemAsync(next, HttpStatusCode.BadRequest, "invalid-parameter");
        api.Present(SampleKeys.TextOf("soc"));
        Assert.Equal([Sample.CallId(3).ToString()], await api.ItemsAsync(next, "id"));
    }

    [Fact]
    public async Task A_key_for_several_clusters_sees_all_of_them_and_no_other()
    {
        await using var api = await ApiHost.StartAsync(
            [SampleKeys.Key("noc", "emea", "amer")], [.. Both, Sample.Live(Sample.Bridge("nyc1", "amer"))]);
        Assert.Equal(["amer", "emea"], await api.ItemsAsync("/api/v1/clusters", "name"));
    }
}
