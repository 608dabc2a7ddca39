using System.Net;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.History;

/// <summary>api.md: ended calls and participants by from, to (what overlaps that time), cluster, callCorrelator, name, uri, participant; newest first.</summary>
public sealed class HistoryListTests
{
    [Theory]
    [InlineData("", "4 3 2 1")]
    [InlineData("cluster=apac", "2")]
    [InlineData("cluster=nowhere", "")]
    [InlineData("name=WEEK", "3 1")]
    [InlineData("name=%25", "4")]
    [InlineData("name=_", "")]
    [InlineData("name=z%C3%BCrich", "2")]
    [InlineData("callCorrelator=dee00003-0000-4000-8000-00000000000c", "3")]
    [InlineData("callCorrelator=dee00009-0000-4000-8000-00000000000c", "")]
    [InlineData("uri=ANN@", "3 1")]
    [InlineData("participant=47580002-0000-4000-8000-00000000000b", "2 1")]
    [InlineData("participant=47580002-0000-4000-8000-00000000000b&uri=bob@other", "2")]
    [InlineData("from=2026-11-22T09:10:00Z", "4 3 2 1")]
    [InlineData("from=2026-11-22T09:10:00.001Z", "4 3 2")]
    [InlineData("to=2026-11-22T09:05:00Z", "2 1")]
    [InlineData("to=2026-11-22T09:04:59.999Z", "1")]
    [InlineData("from=2026-11-22T09:12:00Z&to=2026-11-22T09:13:00Z", "2")]
    [InlineData("from=2026-11-22T10:12:00%2B01:00&to=2026-11-22t09:13:00z", "2")]
    [InlineData("from=2026-11-23T09:12:00Z&to=2026-11-23T09:13:00Z", "4")]
    [InlineData("from=2026-11-22T12:00:00Z&to=2026-11-22T13:00:00Z", "4")]
    public async Task Ended_calls(string query, string expected)
    {
        await using var api = await DeployAsync();
        Assert.Equal(
            expected, string.Join(' ', (await api.ItemsAsync("/api/v1/history/calls?" + query, "callCorrelator")).Select(c => c[7])));
    }

    [Theory]
    [InlineData("", "3:1 2:2 1:2 1:1")]
    [InlineData("cluster=apac", "2:2")]
    [InlineData("name=ann", "3:1 1:1")]
    [InlineData("uri=OTHER", "2:2")]
    [InlineData("participant=47580002-0000-4000-8000-00000000000b", "2:2 1:2")]
    [InlineData("callCorrelator=dee00001-0000-4000-8000-00000000000c", "1:2 1:1")]
    [InlineData("to=2026-11-22T09:01:00Z", "1:2 1:1")]
    [InlineData("from=2026-11-22T09:20:00.001Z", "3:1")]
    public async Task Participants_that_left(string query, string expected)
    {
        await using var api = await DeployAsync();
        var list = await api.JsonAsync("/api/v1/history/participants?" + query);
        Assert.Equal(expected, string.Join(' ', list["items"]!.AsArray().Select(p => $"{p!["call"]!.ToString()[12]}:{p["participant"]!.ToString()[7]}")));
        Assert.Equal(list["items"]!.AsArray().Count, (int)list["total"]!);
    }

    [Fact]
    public async Task A_row_is_the_object_as_it_was_told_last()
    {
        await using var api = await DeployAsync();
        var call = (await api.JsonAsync("/api/v1/history/calls?name=zürich"))["items"]![0]!;
        Assert.Equal(("ended", "allLeft", "2026-11-22T09:20:00.000Z"), ((string)call["state"]!, (string)call["endReason"]!, (string)call["endedAt"]!));
        var left = (await api.JsonAsync("/api/v1/history/participants?uri=other"))["items"]![0]!;
        Assert.Equal(("dropped", "2026-11-22T09:20:00.000Z"), ((string)left["leaveReason"]!, (string)left["leftAt"]!));
    }

    [Theory]
    [InlineData("/api/v1/history/calls?limit=7&name=week")]
    [InlineData("/api/v1/history/participants?limit=3&uri=example&from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z")]
    public async Task All_pages_of_a_walk_show_one_revision_whatever_ends_meanwhile(string path)
    {
        await using var api = await ApiHost.StartStoredAsync();
        for (var n = 1; n <= 40; n++)
        {
            api.Store([.. Past.Call(n, n % 5, 10, people: (n, "Ann", $"{n}@example.net"))]);
        }

        var before = (await api.JsonAsync(path.Replace("limit=7", "limit=1000", StringComparison.Ordinal).Replace("limit=3", "limit=1000", StringComparison.Ordinal)))
            ["items"]!.AsArray().Select(i => i!.ToJsonString()).ToList();
        List<string> seen = [];
        string? cursor = null;
        var more = 100;
        do
        {
            var page = await api.JsonAsync(cursor is null ? path : $"{path}&cursor={cursor}");
            Assert.Equal((120, 40), ((int)page["revision"]! / 4 * 3, (int)page["total"]!));
            seen.AddRange(page["items"]!.AsArray().Select(i => i!.ToJsonString()));
            cursor = page["next"]?.ToString();
            api.Store([.. Past.Call(more, 1, 10, people: (more++, "Ann", "new@example.net"))]);
        }
        while (cursor is not null);

        Assert.Equal(40, before.Count);
        Assert.Equal(before, seen);
    }

    [Fact]
    public async Task What_ended_longer_ago_than_the_history_time_is_not_shown_and_a_walk_that_may_have_lost_some_of_it_is_a_410()
    {
        await using var api = await DeployAsync();
        api.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        var first = await api.JsonAsync("/api/v1/history/calls?limit=1");
        Assert.Equal(4, (int)first["total"]!);
        api.Time.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal("3", (await api.ItemsAsync($"/api/v1/history/calls?limit=1&cursor={first["next"]}", "callCorrelator"))[0][7..8]);
        api.Time.Advance(TimeSpan.FromMinutes(20));
        await api.ProblemAsync($"/api/v1/history/calls?limit=1&cursor={first["next"]}", HttpStatusCode.Gone, "cursor-expired");
        Assert.Single((await api.ItemsAsync("/api/v1/history/calls", "id")));
    }

    [Fact]
    public async Task Equal_requests_have_the_same_tag_and_cursor_and_a_cursor_is_of_its_query_alone()
    {
        await using var api = await DeployAsync();
        using var one = await api.GetAsync("/api/v1/history/calls?limit=1");
        api.Time.Advance(TimeSpan.FromSeconds(1));
        using var two = await api.GetAsync("/api/v1/history/calls?limit=1");
        Assert.Equal(one.Headers.ETag, two.Headers.ETag);
        var cursor = (await api.JsonAsync("/api/v1/history/calls?limit=1"))["next"];
        await api.ProblemAsync($"/api/v1/history/calls?name=x&cursor={cursor}", HttpStatusCode.BadRequest, "invalid-parameter");
        await api.ProblemAsync($"/api/v1/history/participants?cursor={cursor}", HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task A_storage_that_cannot_be_read_is_a_503()
    {
        await using var api = await DeployAsync();
        api.Stored.Problem = "feed.db is on fire";
        await api.ProblemAsync("/api/v1/history/calls", HttpStatusCode.ServiceUnavailable, "storage-fails");
    }

    private static async Task<ApiHost> DeployAsync()
    {
        var api = await ApiHost.StartStoredAsync();
        api.Store([.. Past.Call(1, 0, 10, people: [(1, "Ann", "ann@example.net"), (2, "Bob", "bob@example.net")])]);
        api.Store([.. Past.Call(2, 5, 20, "apac", "Zürich", (2, "Bob", "bob@other.net"))]);
        api.Store([.. Past.Call(3, 15, 30, people: (1, "Ann", "ann@example.net"))]);
        api.Store([.. Past.Call(4, 16, 3 * 24 * 60, name: "100%")]);
        return api;
    }
}
