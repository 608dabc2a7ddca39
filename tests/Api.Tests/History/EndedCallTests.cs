using System.Net;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Api.Tests.History;

/// <summary>api.md: calls filter by state, active by default, ended, all; and what a call that ended answers by its id.</summary>
public sealed class EndedCallTests
{
    [Theory]
    [InlineData("", "5 6")]
    [InlineData("state=active", "5 6")]
    [InlineData("state=ended", "1 2 3 4")]
    [InlineData("state=all", "1 2 3 4 5 6")]
    [InlineData("state=all&sort=-startedAt", "6 5 4 3 2 1")]
    [InlineData("state=all&sort=name", "2 6 1 4 5 3")]
    [InlineData("state=all&sort=-name", "3 1 4 5 2 6")]
    [InlineData("state=all&sort=participants", "1 2 3 4 5 6")]
    [InlineData("state=all&sort=-participants", "6 5 1 2 3 4")]
    [InlineData("state=all&cluster=apac", "3 6")]
    [InlineData("state=all&name=B", "1 4 5")]
    [InlineData("state=all&callCorrelator=dee00004-0000-4000-8000-00000000000c", "4")]
    [InlineData("state=all&callBridge=lon1", "5 6")]
    [InlineData("state=all&minParticipants=1", "5 6")]
    [InlineData("state=all&recording=active", "2")]
    [InlineData("state=all&degraded=true", "4")]
    [InlineData("state=ended&degraded=false", "1 2 3")]
    [InlineData("state=ended&freshness=stale", "")]
    [InlineData("state=ended&callType=coSpace&streaming=inactive&lockState=notLocked&freshness=live", "1 2 3 4")]
    public async Task A_list_of_calls_has_those_of_its_state(string query, string expected)
    {
        await using var api = await DeployAsync();
        var list = await api.JsonAsync("/api/v1/calls?" + query);
        Assert.Equal(expected, string.Join(' ', list["items"]!.AsArray().Select(c => c!["callCorrelator"]!.ToString()[7])));
        Assert.Equal(list["items"]!.AsArray().Count, (int)list["total"]!);

        List<string> walked = [];
        string? cursor = null;
        do
        {
            var page = await api.JsonAsync($"/api/v1/calls?limit=1&{query}" + (cursor is null ? "" : $"&cursor={cursor}"));
            walked.AddRange(page["items"]!.AsArray().Select(c => c!["callCorrelator"]!.ToString()[7..8]));
            cursor = page["next"]?.ToString();
        }
        while (cursor is not null);
        Assert.Equal(expected, string.Join(' ', walked));
    }

    [Fact]
    public async Task A_call_that_ends_in_the_middle_of_a_walk_is_in_it_once_and_as_it_was()
    {
        await using var api = await DeployAsync();
        const string path = "/api/v1/calls?state=all&limit=4";
        var first = await api.JsonAsync(path);
        api.Store(Publication.Of(PublicationType.CallEnded, Past.At(99), Past.Ended(Sample.Call(5, name: "b"), Past.At(99))));
        var second = await api.JsonAsync($"{path}&cursor={first["next"]}");
        Assert.Equal(["active", "active"], second["items"]!.AsArray().Select(c => c!["state"]!.ToString()));
        Assert.Equal((6, 6), ((int)first["total"]!, (int)second["total"]!));
        Assert.Equal(["ended", "active"], (await api.JsonAsync($"/api/v1/calls?state=all"))["items"]!.AsArray().Skip(4).Select(c => c!["state"]!.ToString()));
    }

    [Fact]
    public async Task An_ended_call_is_found_by_its_id_with_those_who_were_in_it()
    {
        await using var api = await DeployAsync();
        var call = await api.JsonAsync($"/api/v1/calls/{Sample.CallId(1)}");
        Assert.Equal(("ended", "allLeft"), ((string)call["state"]!, (string)call["endReason"]!));
        var people = await api.JsonAsync($"/api/v1/calls/{Sample.CallId(1)}/participants?limit=1");
        Assert.Equal((2, "Ann", "dropped"), ((int)people["total"]!, (string)people["items"]![0]!["name"]!, (string)people["items"]![0]!["leaveReason"]!));
        var rest = await api.JsonAsync($"/api/v1/calls/{Sample.CallId(1)}/participants?limit=1&cursor={people["next"]}");
        Assert.Equal("Bob", (string)rest["items"]![0]!["name"]!);
        Assert.Equal(["Bob"], await api.ItemsAsync($"/api/v1/calls/{Sample.CallId(1)}/participants?name=bo", "name"));
    }

    [Fact]
    public async Task What_a_key_may_not_see_of_the_past_does_not_exist_for_it()
    {
        await using var api = await ApiHost.StartAsync([SampleKeys.Key("apac", "apac")], []);
        api.Stored.Open(api.Time);
        api.Model = ReadModel.Empty;
        api.Store([.. Past.Call(1, 0, 10, people: (1, "Ann", "a@b"))]);
        api.Store([.. Past.Call(3, 0, 10, "apac", people: (1, "Ann", "a@b"))]);
        Assert.Equal([Sample.CallId(3).ToString()], await api.ItemsAsync("/api/v1/history/calls", "id"));
        Assert.Equal([Sample.CallId(3).ToString()], await api.ItemsAsync("/api/v1/history/participants", "call"));
        Assert.Equal([Sample.CallId(3).ToString()], await api.ItemsAsync("/api/v1/calls?state=all", "id"));
        foreach (var path in new[] { "", "/participants", "/history" })
        {
            await api.ProblemAsync($"/api/v1/calls/{Sample.CallId(1)}{path}", HttpStatusCode.NotFound, "not-found");
        }

        using var reader = await EventReader.OpenAsync(api, "?after=0");
        Assert.All(await reader.NextAsync(4), e => Assert.Equal("apac", (string)e.Data["cluster"]!));
    }

    private static async Task<ApiHost> DeployAsync()
    {
        var api = await ApiHost.StartStoredAsync();
        api.Store([.. Past.Call(1, 0, 10, name: "B", people: [(1, "Ann", "ann@example.net"), (2, "Bob", "bob@example.net")])]);
        api.Store([.. Past.Call(2, 1, 5, name: "a").Select(p => p.Call is { } c ? p with { Call = c with { Recording = ElementValue.Of("active") } } : p)]);
        api.Store([.. Past.Call(3, 2, 30, "apac", "c")]);
        api.Store([.. Past.Call(4, 3, 4, name: "b").Select(p => p.Call is { } c ? p with { Call = c with { Degraded = true } } : p)]);
        api.Store(
            Publication.Of(PublicationType.CallStarted, Past.At(50), Sample.Call(5, name: "b") with { StartedAt = Past.At(50), Participants = 3 }),
            Publication.Of(PublicationType.CallStarted, Past.At(60), Sample.Call(6, "apac", "A") with { StartedAt = Past.At(60) }));
        return api;
    }
}
