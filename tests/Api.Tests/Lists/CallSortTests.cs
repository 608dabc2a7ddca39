using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Lists;

public sealed class CallSortTests
{
    private static readonly Publication[] Deployment =
    [
        Sample.Live(Sample.Call(3, name: "alpha") with { Participants = 5 }),
        Sample.Live(Sample.Call(1, name: "Beta") with { Participants = 9 }),
        Sample.Live(Sample.Call(4, name: "beta") with { Participants = 5 }),
        Sample.Live(Sample.Call(2, name: "Zulu") with { Participants = 1, StartedAt = Sample.Call(1).StartedAt }),
    ];

    [Theory]
    [InlineData("", "1 2 3 4")]
    [InlineData("?sort=startedAt", "1 2 3 4")]
    [InlineData("?sort=-startedAt", "4 3 1 2")]
    [InlineData("?sort=name", "3 1 4 2")]
    [InlineData("?sort=-name", "2 1 4 3")]
    [InlineData("?sort=participants", "2 3 4 1")]
    [InlineData("?sort=-participants", "1 3 4 2")]
    [InlineData("?sort=-participants&name=beta", "1 4")]
    public async Task Calls_come_in_the_order_asked_for_ties_by_id(string query, string numbers)
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        Assert.Equal(
            numbers.Split(' ').Select(n => Sample.CallId(n[0] - '0').ToString()), await api.ItemsAsync("/api/v1/calls" + query, "id"));
    }
}
