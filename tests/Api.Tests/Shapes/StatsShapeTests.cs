using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Shapes;

public sealed class StatsShapeTests
{
    [Fact]
    public async Task Stats_are_the_totals_of_now()
    {
        await using var api = await ApiHost.StartAsync(
            Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Bridge("syd1", "apac")),
            Sample.Live(Sample.Call(1) with { Instances = [Sample.Instance("fra1"), Sample.Instance("lon1")] }),
            Sample.Live(Sample.Call(2) with { Degraded = true }),
            Sample.Live(Sample.Call(3) with { Freshness = "stale", Instances = [] }),
            Sample.Live(Sample.Participant(1, 1)));
        api.Names = [new("emea"), new("amer")];
        api.Time.Advance(TimeSpan.FromMilliseconds(61_999));
        Assert.Equal(
            """
            {"revision":1234,"version":"0.1.0","uptimeSeconds":61,"clusters":3,"callBridges":2,
            "calls":{"active":3,"distributed":1,"degraded":1,"stale":1},"participants":1,"watchers":0}
            """.ReplaceLineEndings(""),
            await api.TextAsync("/api/v1/stats"));
    }

    [Fact]
    public async Task Stats_have_no_tag_and_are_not_kept()
    {
        await using var api = await ApiHost.StartAsync();
        using var answer = await api.GetAsync("/api/v1/stats", ("If-None-Match", "*"));
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Null(answer.Headers.ETag);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }
}
