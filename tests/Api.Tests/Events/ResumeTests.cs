using System.Net;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Events;

/// <summary>api.md: after, Last-Event-ID, 410 for what is no longer kept, 400 for what is not there yet.</summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task Without_after_the_stream_begins_with_the_next_change()
    {
        await using var api = await ApiHost.StartAsync();
        api.Publish(Sample.Live(Sample.Call(1)));
        using var reader = await EventReader.OpenAsync(api);
        api.Publish(Sample.Live(Sample.Call(2)));
        Assert.Equal(1236, (await reader.NextAsync())!.Id);
    }

    [Theory]
    [InlineData("?after=1234", null)]
    [InlineData("", "1234")]
    [InlineData("?after=1236", "1234")]
    [InlineData("?after=1234", "")]
    public async Task After_and_Last_Event_ID_continue_exactly_there_and_the_header_counts_because_it_is_younger(string query, string? header)
    {
        await using var api = await ApiHost.StartAsync();
        api.Publish(Sample.Calls(3));
        using var reader = await EventReader.OpenAsync(api, query, header);
        api.Publish(Sample.Live(Sample.Call(4)));
        Assert.Equal([1235, 1236, 1237, 1238], (await reader.NextAsync(4)).Select(e => e.Id ?? 0));
    }

    [Fact]
    public async Task A_list_and_the_stream_after_its_revision_are_one_whole()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(3));
        var revision = (long)(await api.JsonAsync("/api/v1/calls"))["revision"]!;
        api.Publish(Sample.Ended(Sample.Call(2)));
        using var reader = await EventReader.OpenAsync(api, $"?after={revision}");
        var told = await reader.NextAsync();
        Assert.Equal((revision + 1, "call.ended"), (told!.Id, told.Name));
    }

    [Theory]
    [InlineData("?after=1235", null, "after")]
    [InlineData("?after=9223372036854775807", null, "after")]
    [InlineData("", "1235", "Last-Event-ID")]
    [InlineData("?after=1", "1235", "Last-Event-ID")]
    [InlineData("?after=-1", null, "after")]
    [InlineData("?after=", null, "after")]
    [InlineData("?after=1.0", null, "after")]
    [InlineData("?after=99999999999999999999", null, "after")]
    [InlineData("?after=1&after=1", null, "after")]
    [InlineData("?After=1", null, "After")]
    [InlineData("", "x", "Last-Event-ID")]
    [InlineData("", "99999999999999999999", "Last-Event-ID")]
    [InlineData("?type=call.begun", null, "type")]
    [InlineData("?type=", null, "type")]
    [InlineData("?type=call.started,", null, "type")]
    [InlineData("?type=Call.started", null, "type")]
    [InlineData("?call=7", null, "call")]
    [InlineData("?cluster=a&cluster=b", null, "cluster")]
    [InlineData("?limit=5", null, "limit")]
    [InlineData("?name=x", null, "name")]
    public async Task What_is_wrong_or_not_there_yet_is_a_400_that_names_it(string query, string? header, string parameter)
    {
        await using var api = await ApiHost.StartAsync();
        using var answer = await api.GetAsync("/api/v1/events" + query, header is null ? [] : [("Last-Event-ID", header)]);
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal(parameter, problem["parameter"]!.ToString());
    }

    [Fact]
    public async Task What_is_no_longer_in_memory_comes_from_the_storage_also_after_a_restart()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store([.. Enumerable.Range(1, 700).Select(n => Sample.Live(Sample.Call(n)))]);
        api.Restart();
        using var reader = await EventReader.OpenAsync(api, "?after=5");
        api.Store(Sample.Live(Sample.Call(701)));
        var events = await reader.NextAsync(696);
        Assert.Equal(Enumerable.Range(6, 696), events.Select(e => (int)e.Id!.Value));
        Assert.Equal(Sample.CallId(701).ToString(), (string)events[^1].Data["call"]!["id"]!);
    }

    [Fact]
    public async Task A_revision_that_is_no_longer_kept_is_a_410_and_ten_minutes_at_least_are_kept()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store(Sample.Live(Sample.Call(1)));
        api.Time.Advance(TimeSpan.FromMinutes(10));
        api.Store(Sample.Live(Sample.Call(2)));
        api.Stored.Clean(TimeSpan.FromDays(30));
        api.Restart();
        using (var reader = await EventReader.OpenAsync(api, "?after=0"))
        {
            Assert.Equal([1, 2], (await reader.NextAsync(2)).Select(e => e.Id ?? 0));
        }

        api.Time.Advance(TimeSpan.FromMilliseconds(1));
        api.Stored.Clean(TimeSpan.FromDays(30));

        await api.ProblemAsync("/api/v1/events?after=0", HttpStatusCode.Gone, "revision-expired");
        using var kept = await EventReader.OpenAsync(api, "?after=1");
        Assert.Equal(2, (await kept.NextAsync())!.Id);
        api.Time.Advance(TimeSpan.FromHours(1));
        api.Stored.Clean(TimeSpan.FromDays(30));
        await api.ProblemAsync("/api/v1/events?after=1", HttpStatusCode.Gone, "revision-expired");
        using var newest = await EventReader.OpenAsync(api, "?after=2");
        Assert.Equal(HttpStatusCode.OK, newest.Answer.StatusCode);
    }

    [Fact]
    public async Task A_storage_that_cannot_be_read_is_a_503_and_what_is_in_memory_is_told_all_the_same()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store(Sample.Live(Sample.Call(1)));
        api.Restart();
        api.Stored.Problem = "feed.db is on fire";
        using var answer = await api.GetAsync("/api/v1/events?after=0");
        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-fails");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.DoesNotContain("fire", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var reader = await EventReader.OpenAsync(api, "?after=1");
        api.Store(Sample.Live(Sample.Call(2)));
        Assert.Equal(2, (await reader.NextAsync())!.Id);
    }

    [Fact]
    public async Task A_watcher_that_comes_from_a_node_ahead_of_this_one_waits_for_what_it_has_not_seen()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store(Sample.Live(Sample.Call(1)));
        var others = api.Stored.Append(Sample.Live(Sample.Call(2)));
        using var reader = await EventReader.OpenAsync(api, lastEventId: "2");
        await api.ProblemAsync("/api/v1/events?after=3", HttpStatusCode.BadRequest, "invalid-parameter");
        api.Show(others);
        api.Store(Sample.Live(Sample.Call(3)));
        Assert.Equal(3, (await reader.NextAsync())!.Id);
    }

    [Fact]
    public async Task Before_the_view_is_recovered_there_is_no_stream()
    {
        await using var api = await ApiHost.StartRecoveringAsync();
        await api.ProblemAsync("/api/v1/events", HttpStatusCode.ServiceUnavailable, "recovering");
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.NotAcceptable)]
    [InlineData("text/event-stream", HttpStatusCode.OK)]
    [InlineData("text/*", HttpStatusCode.OK)]
    [InlineData("*/*", HttpStatusCode.OK)]
    [InlineData("text/event-stream;q=0, */*", HttpStatusCode.NotAcceptable)]
    public async Task Who_accepts_no_event_stream_gets_none(string accept, HttpStatusCode status)
    {
        await using var api = await ApiHost.StartAsync();
        using var answer = await api.SendAsync(HttpMethod.Head, "/api/v1/events", ("Accept", accept));
        Assert.Equal(status, answer.StatusCode);
    }
}
