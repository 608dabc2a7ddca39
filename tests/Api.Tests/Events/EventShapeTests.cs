using System.Text.Json.Nodes;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Events;

/// <summary>api.md: id the revision, event one of seven names, data one line of JSON with the whole object as it is after the change.</summary>
public sealed class EventShapeTests
{
    private static readonly Publication[] OneOfEach =
    [
        Sample.Live(Sample.Call(1)),
        Publication.Of(PublicationType.CallUpdated, Sample.Start, Sample.Call(1, name: "Zürich \"1\"\n")),
        Sample.Live(Sample.Participant(1, 1)),
        Publication.Of(PublicationType.ParticipantUpdated, Sample.Start, Sample.Participant(1, 1, name: "249")),
        Publication.Of(PublicationType.ParticipantLeft, Sample.Start, Sample.Participant(1, 1) with { LeftAt = Sample.Start, LeaveReason = "dropped" }),
        Sample.Ended(Sample.Call(1) with { State = "ended" }),
        Sample.Live(Sample.Bridge("lon1")),
    ];

    [Fact]
    public async Task Each_kind_of_change_has_its_name_its_revision_and_its_whole_object()
    {
        await using var api = await ApiHost.StartAsync();
        using var reader = await EventReader.OpenAsync(api);
        api.Publish(OneOfEach);

        var events = await reader.NextAsync(OneOfEach.Length);

        Assert.Equal(
            ["call.started", "call.updated", "participant.joined", "participant.updated", "participant.left", "call.ended", "callBridge.updated"],
            events.Select(e => e.Name));
        Assert.Equal([1235, 1236, 1237, 1238, 1239, 1240, 1241], events.Select(e => e.Id ?? 0));
        Assert.All(events, e => Assert.Equal(["revision", "time", "type", "cluster", e.Name.Split('.')[0]], e.Data.AsObject().Select(m => m.Key)));
        Assert.All(events, e => Assert.Equal((e.Id, e.Name, "emea"), ((long)e.Data["revision"]!, (string)e.Data["type"]!, (string)e.Data["cluster"]!)));
        Assert.All(events, e => Assert.Equal("2026-11-22T09:00:00.000Z", (string)e.Data["time"]!));
        Assert.Equal("Zürich \"1\"\n", (string)events[1].Data["call"]!["name"]!);
        Assert.Equal("dropped", (string)events[4].Data["participant"]!["leaveReason"]!);
        Assert.Equal("ended", (string)events[5].Data["call"]!["state"]!);
    }

    [Fact]
    public async Task An_object_reads_as_in_the_lists()
    {
        await using var api = await ApiHost.StartAsync();
        using var reader = await EventReader.OpenAsync(api);
        api.Publish([Sample.Live(Sample.Call(1)), Sample.Live(Sample.Participant(1, 1)), Sample.Live(Sample.Bridge("lon1"))]);

        var events = await reader.NextAsync(3);

        Assert.Equal(await ItemAsync(api, "calls"), events[0].Data["call"]!.ToJsonString());
        Assert.Equal(await ItemAsync(api, "participants"), events[1].Data["participant"]!.ToJsonString());
        Assert.Equal(await ItemAsync(api, "callBridges"), events[2].Data["callBridge"]!.ToJsonString());
    }

    [Fact]
    public async Task Stats_count_the_watchers()
    {
        await using var api = await ApiHost.StartAsync();
        using var one = await EventReader.OpenAsync(api);
        using (await EventReader.OpenAsync(api))
        {
            Assert.Equal(2, (int)(await api.JsonAsync("/api/v1/stats"))["watchers"]!);
        }

        await api.EventuallyAsync(async () => (int)(await api.JsonAsync("/api/v1/stats"))["watchers"]! == 1, "one has left");
    }

    [Fact]
    public async Task HEAD_has_the_head_alone_and_ends()
    {
        await using var api = await ApiHost.StartAsync();
        using var answer = await api.SendAsync(HttpMethod.Head, "/api/v1/events");
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.ToString());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Null(answer.Headers.ETag);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(0, (int)(await api.JsonAsync("/api/v1/stats"))["watchers"]!);
    }

    private static async Task<string> ItemAsync(ApiHost api, string list) =>
        ((JsonArray)(await api.JsonAsync("/api/v1/" + list))["items"]!)[0]!.ToJsonString();
}
