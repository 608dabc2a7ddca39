using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Api.Tests.Lists;

public sealed class CallFilterTests
{
    private static readonly Publication[] Deployment =
    [
        Sample.Live(Sample.Call(1, "emea", "Weekly") with
        {
            Participants = 3, Instances = [Sample.Instance("fra1"), Sample.Instance("lon1")],
        }),
        Sample.Live(Sample.Call(2, "apac", "weekend ÄRGER") with
        {
            Participants = 9, Recording = ElementValue.Of("active"), Instances = [Sample.Instance("syd1")],
        }),
        Sample.Live(Sample.Call(3, "emea", "Board") with
        {
            CallCorrelator = null, CallType = ElementValue.Of("adHoc"), Streaming = ElementValue.Of("active"),
            LockState = ElementValue.Of("locked"), Freshness = "partial",
        }),
        Sample.Live(Sample.Call(4, "emea", "") with
        {
            CallType = ElementValue.None, Freshness = "stale", Degraded = true, Participants = 0, Instances = [],
        }),
    ];

    [Theory]
    [InlineData("", "1 2 3 4")]
    [InlineData("state=active", "1 2 3 4")]
    [InlineData("cluster=emea", "1 3 4")]
    [InlineData("cluster=EMEA", "")]
    [InlineData("cluster=nowhere", "")]
    [InlineData("callBridge=lon1", "1 3")]
    [InlineData("callBridge=nowhere", "")]
    [InlineData("callCorrelator=dee00002-0000-4000-8000-00000000000c", "2")]
    [InlineData("callCorrelator=DEE00002-0000-4000-8000-00000000000C", "2")]
    [InlineData("callCorrelator=dee0ffff-0000-4000-8000-00000000000c", "")]
    [InlineData("name=WEEK", "1 2")]
    [InlineData("name=%C3%A4rg", "2")]
    [InlineData("callType=adHoc", "3")]
    [InlineData("callType=neverHeardOf", "")]
    [InlineData("callType=", "4")]
    [InlineData("recording=active", "2")]
    [InlineData("recording=inactive", "1 3 4")]
    [InlineData("streaming=active", "3")]
    [InlineData("lockState=locked", "3")]
    [InlineData("freshness=live", "1 2")]
    [InlineData("freshness=partial", "3")]
    [InlineData("freshness=stale", "4")]
    [InlineData("degraded=true", "4")]
    [InlineData("degraded=false", "1 2 3")]
    [InlineData("minParticipants=7", "2 3")]
    [InlineData("minParticipants=0", "1 2 3 4")]
    [InlineData("cluster=emea&name=week&minParticipants=3", "1")]
    [InlineData("cluster=apac&name=board", "")]
    public async Task Calls_narrow_to(string query, string numbers)
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        var expected = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => Sample.CallId(n[0] - '0').ToString());
        Assert.Equal(expected, await api.ItemsAsync("/api/v1/calls?" + query, "id"));
        Assert.Equal(expected.Count(), (int)(await api.JsonAsync("/api/v1/calls?limit=1&" + query))["total"]!);
    }
}
