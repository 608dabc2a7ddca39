using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Events;

/// <summary>api.md: a filter matches if the state before the change or after it does.</summary>
public sealed class EventFilterTests
{
    private static readonly Publication[] Changes =
    [
        /* 1235 */ Sample.Live(Sample.Call(1)),
        /* 1236 */ Sample.Live(Sample.Call(2, cluster: "apac") with { Instances = [Sample.Instance("syd1")] }),
        /* 1237 */ Sample.Live(Sample.Participant(1, 1)),
        /* 1238 */ Update(SeenBy("fra1", "lon1"), SeenBy("fra1")),
        /* 1239 */ Update(SeenBy("fra1"), SeenBy("fra1", "lon1")),
        /* 1240 */ Update(SeenBy("fra1"), SeenBy("fra1")),
        /* 1241 */ Publication.Of(PublicationType.CallUpdated, Sample.Start, On("fra1")) with { CallBefore = On("lon1") },
        /* 1242 */ Publication.Of(PublicationType.CallEnded, Sample.Start, On()) with { CallBefore = On("lon1") },
        /* 1243 */ Sample.Live(Sample.Bridge("lon1")),
        /* 1244 */ Sample.Live(Sample.Bridge("lon1", cluster: "apac")),
    ];

    [Theory]
    [InlineData("cluster=apac", "1236 1244")]
    [InlineData("cluster=nowhere", "")]
    [InlineData("cluster=", "")]
    [InlineData("callBridge=lon1", "1235 1237 1238 1239 1241 1242 1243 1244")]
    [InlineData("callBridge=fra1", "1237 1238 1239 1240 1241")]
    [InlineData("callBridge=syd1", "1236")]
    [InlineData("callBridge=lon", "")]
    [InlineData("call=0199aaaa-0002-7000-8000-00000000000a", "1236")]
    [InlineData("call=0199AAAA-0002-7000-8000-00000000000A", "1236")]
    [InlineData("call=0199aaaa-0009-7000-8000-00000000000a", "")]
    [InlineData("type=call.started", "1235 1236")]
    [InlineData("type=call.ended,callBridge.updated", "1242 1243 1244")]
    [InlineData("type=participant.updated&cluster=emea&callBridge=lon1", "1238 1239")]
    [InlineData("", "1235 1236 1237 1238 1239 1240 1241 1242 1243 1244")]
    public async Task A_watcher_is_told_what_its_filter_matches(string filter, string expected)
    {
        await using var api = await ApiHost.StartAsync();
        using var reader = await EventReader.OpenAsync(api, "?after=1234&" + filter);
        api.Publish(Changes);
        await TellsAsync(api, reader, filter, expected);
    }

    [Theory]
    [InlineData("callBridge=lon1", "1 3 4 5 7 8 9 10")]
    [InlineData("call=0199aaaa-0002-7000-8000-00000000000a", "2")]
    [InlineData("type=call.ended&callBridge=lon1", "8")]
    public async Task So_is_one_that_resumes_from_the_storage(string filter, string expected)
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store(Changes);
        api.Restart();
        using var reader = await EventReader.OpenAsync(api, "?after=0&" + filter);
        await TellsAsync(api, reader, filter, expected);
    }

    [Theory]
    [InlineData("callBridge=lon1", "1235 1237 1238 1239 1241 1242 1243")]
    [InlineData("cluster=apac", "")]
    [InlineData("callBridge=syd1", "")]
    [InlineData("call=0199aaaa-0002-7000-8000-00000000000a", "")]
    [InlineData("type=call.started", "1235")]
    public async Task What_a_key_may_not_see_is_in_no_stream_of_it(string filter, string expected)
    {
        await using var api = await ApiHost.StartAsync([SampleKeys.Key("noc", "emea")], []);
        using var reader = await EventReader.OpenAsync(api, "?after=1234&" + filter);
        api.Publish(Changes);
        await TellsAsync(api, reader, filter, expected);
    }

    // What a filter keeps away never comes: the heartbeat says that the stream has come that far without it.
    private static async Task TellsAsync(ApiHost api, EventReader reader, string filter, string expected)
    {
        var ids = expected.Length == 0 ? [] : expected.Split(' ').Select(long.Parse).ToArray();
        Assert.Equal(ids, (await reader.NextAsync(ids.Length)).Select(e => e.Id ?? 0));
        if (reader.LastId != api.Model.Revision)
        {
            Assert.NotEqual("", filter);
            api.Time.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal(": still here", await reader.LineAsync());
            Assert.Equal($"id: {api.Model.Revision}", await reader.LineAsync());
        }
    }

    private static Publication Update(ParticipantView before, ParticipantView after) =>
        Publication.Of(PublicationType.ParticipantUpdated, Sample.Start, after) with { ParticipantBefore = before };

    private static ParticipantView SeenBy(params string[] bridges) =>
        Sample.Participant(1, 1) with { SeenBy = [.. bridges.Select(b => new CallBridgeName(b))] };

    private static CallView On(params string[] bridges) => Sample.Call(1) with { Instances = [.. bridges.Select(Sample.Instance)] };
}
