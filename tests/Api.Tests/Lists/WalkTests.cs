using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Lists;

public sealed class WalkTests
{
    [Theory]
    [InlineData("/api/v1/calls?limit=3", 250)]
    [InlineData("/api/v1/calls?limit=7&sort=-name&cluster=emea", 250)]
    [InlineData("/api/v1/calls?limit=250", 250)]
    public async Task A_walk_shows_everything_of_one_revision_once_while_the_model_changes(string path, int count)
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(count));
        var before = await api.ItemsAsync("/api/v1/calls?limit=1000", "id");
        List<string> seen = [];
        string? cursor = null;
        var (ended, started) = (1, 1000);
        do
        {
            var page = await api.JsonAsync(cursor is null ? path : $"{path}&cursor={cursor}");
            Assert.Equal(1234, (int)page["revision"]!);
            Assert.Equal(count, (int)page["total"]!);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.ToString()));
            cursor = page["next"]?.ToString();
            api.Publish(Sample.Ended(Sample.Call(ended++)));
            api.Publish(Sample.Live(Sample.Call(started++, name: "A new one")));
        }
        while (cursor is not null);

        Assert.Equal(before.Order(), seen.Order());
        Assert.Equal(count, seen.Distinct().Count());
    }

    [Fact]
    public async Task The_participants_of_a_call_that_ends_meanwhile_are_walked_through_to_the_end()
    {
        await using var api = await ApiHost.StartAsync(
            Sample.Live(Sample.Call(1)), Sample.Live(Sample.Participant(1, 1)), Sample.Live(Sample.Participant(1, 2)));
        var path = $"/api/v1/calls/{Sample.CallId(1)}/participants?limit=1";
        var first = await api.JsonAsync(path);
        api.Publish(Sample.Ended(Sample.Call(1)));
        var second = await api.JsonAsync($"{path}&cursor={first["next"]}");
        Assert.Equal(Sample.ParticipantId(2).ToString(), second["items"]![0]!["participant"]!.ToString());
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task Clusters_that_are_configured_in_the_middle_of_a_walk_are_not_in_it()
    {
        await using var api = await ApiHost.StartAsync();
        api.Names = [new("b"), new("d")];
        var first = await api.JsonAsync("/api/v1/clusters?limit=1");
        api.Names = [new("a"), new("b"), new("c"), new("d")];
        var second = await api.JsonAsync($"/api/v1/clusters?limit=1&cursor={first["next"]}");
        Assert.Equal("d", second["items"]![0]!["name"]!.ToString());
        Assert.Equal(2, (int)second["total"]!);
    }

    [Fact]
    public async Task A_hundred_items_are_a_page_and_the_limit_may_change_on_the_way()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(250));
        var first = await api.JsonAsync("/api/v1/calls");
        Assert.Equal(100, first["items"]!.AsArray().Count);
        var rest = await api.JsonAsync($"/api/v1/calls?limit=1000&cursor={first["next"]}");
        Assert.Equal(150, rest["items"]!.AsArray().Count);
        Assert.Null(rest["next"]);
    }

    [Fact]
    public async Task The_order_of_parameters_is_no_part_of_a_query()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(2));
        var first = await api.JsonAsync("/api/v1/calls?limit=1&cluster=emea&name=week");
        Assert.Single(await api.ItemsAsync($"/api/v1/calls?cursor={first["next"]}&name=week&cluster=emea", "id"));
    }
}
