using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Events;

public sealed class WatcherTests
{
    [Fact]
    public async Task A_comment_line_comes_every_15_s_whether_or_not_anything_happens()
    {
        await using var api = await ApiHost.StartAsync();
        using var reader = await EventReader.OpenAsync(api);
        for (var i = 0; i < 3; i++)
        {
            api.Time.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal(": still here", await reader.LineAsync());
            Assert.Equal("", await reader.LineAsync());
        }

        api.Time.Advance(TimeSpan.FromSeconds(12));
        api.Publish(Sample.Live(Sample.Call(1)));
        Assert.Equal(1235, (await reader.NextAsync())!.Id);
        Assert.Empty(reader.Comments);
        api.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(": still here", await reader.LineAsync());
    }

    [Fact]
    public async Task One_that_reads_too_slowly_is_cut_off_with_an_event_that_says_where_to_resume()
    {
        await using var api = await ApiHost.StartAsync();
        using var slow = await EventReader.OpenAsync(api);
        var call = Sample.Call(1, name: new string('x', 3000));
        api.Publish(Sample.Live(call));
        Assert.Equal(1235, (await slow.NextAsync())!.Id);
        for (var batch = 0; batch < 60; batch++)
        {
            api.Publish([.. Enumerable.Range(0, 500).Select(n => Publication.Of(PublicationType.CallUpdated, Sample.Start, call with { Participants = n }))]);
        }

        var last = 1235L;
        var told = await slow.NextAsync();
        while (told!.Name != "error")
        {
            Assert.Equal(++last, told.Id);
            told = await slow.NextAsync();
        }

        Assert.Equal("urn:cms-orchestrator:problem:slow-watcher", (string)told.Data["type"]!);
        Assert.Equal(last, (long)told.Data["revision"]!);
        Assert.Equal(last, told.Id);
        Assert.Null(await slow.NextAsync());
        Assert.InRange(last, 1235, api.Model.Revision - 1);
    }

    [Fact]
    public async Task One_that_many_changes_at_once_leave_behind_goes_on_from_the_storage()
    {
        await using var api = await ApiHost.StartStoredAsync();
        using var reader = await EventReader.OpenAsync(api);
        var count = ChangeWindow.DefaultCount + 1000;
        api.Store([.. Enumerable.Range(0, count).Select(n => Sample.Live(Sample.Bridge("lon1") with { Calls = n }))]);
        for (var revision = 1; revision <= count; revision++)
        {
            Assert.Equal(revision, (await reader.NextAsync())!.Id);
        }
    }

    [Fact]
    public async Task When_the_service_stops_its_streams_end_in_good_order()
    {
        await using var api = await ApiHost.StartAsync();
        using var reader = await EventReader.OpenAsync(api);
        var stopped = api.StopAsync();
        Assert.Null(await reader.NextAsync());
        await stopped;
    }

    [Fact]
    public void All_watchers_share_the_bytes_of_a_change()
    {
        var window = new ChangeWindow();
        window.Add([PublishedChange.Of(new Change(1, Sample.Live(Sample.Call(1))) { Body = "{}" })]);
        List<PublishedChange> one = [], two = [];
        Assert.True(window.Read(0, 10, one) && window.Read(0, 10, two));
        Assert.Same(one[0], two[0]);
    }
}
