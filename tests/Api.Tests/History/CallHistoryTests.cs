using System.Net;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Api.Tests.History;

/// <summary>api.md: /calls/{id}/history, what happened in it, in order; revision, time, type, callBridge, participant, reason, changes.</summary>
public sealed class CallHistoryTests
{
    private static readonly string Path = $"/api/v1/calls/{Sample.CallId(1)}/history";

    [Fact]
    public async Task Everything_that_happened_in_a_call_is_a_line_in_order_also_after_its_end()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store([.. Past.Call(2, 0, 10)]);
        api.Store([.. Past.Call(1, 0, 10, people: (1, "Ann", "ann@example.net"))]);

        var lines = (await api.JsonAsync(Path))["items"]!.AsArray();

        Assert.Equal(["call.started", "participant.joined", "participant.left", "call.ended"], lines.Select(l => (string)l!["type"]!));
        Assert.Equal([3, 4, 5, 6], lines.Select(l => (int)l!["revision"]!));
        Assert.Equal([null, "lon1", "lon1", null], lines.Select(l => (string?)l!["callBridge"]));
        Assert.Equal([null, null, "dropped", "allLeft"], lines.Select(l => (string?)l!["reason"]));
        Assert.Equal("Ann", (string)lines[1]!["changes"]!["name"]!);
        Assert.Equal("{}", lines[2]!["changes"]!.ToJsonString());
        Assert.Equal("""{"participants":0,"rosterSize":0,"instances":[]}""", lines[3]!["changes"]!.ToJsonString());
    }

    [Fact]
    public async Task A_change_has_the_new_value_of_each_element_that_changed()
    {
        await using var api = await ApiHost.StartStoredAsync();
        var (call, muted) = (Sample.Call(1), Sample.Participant(1, 1));
        api.Store(
            Sample.Live(call),
            Sample.Live(muted),
            Publication.Of(PublicationType.ParticipantUpdated, Sample.Start, muted with { AudioMuted = ElementValue.Of(false) })
                with { ParticipantBefore = muted, ToldBy = new("fra1") },
            Publication.Of(PublicationType.CallUpdated, Sample.Start, call with { LockState = ElementValue.None }) with { CallBefore = call });
        var lines = (await api.JsonAsync(Path))["items"]!.AsArray();
        Assert.Equal("""{"audioMuted":false}""", lines[2]!["changes"]!.ToJsonString());
        Assert.Equal("""{"lockState":null}""", lines[3]!["changes"]!.ToJsonString());
    }

    [Fact]
    public async Task A_walk_ends_where_the_call_was_when_it_began()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store(Sample.Live(Sample.Call(1)), Sample.Live(Sample.Participant(1, 1)), Sample.Live(Sample.Participant(1, 2)));
        var first = await api.JsonAsync(Path + "?limit=2");
        api.Store(Sample.Live(Sample.Participant(1, 3)));
        var second = await api.JsonAsync($"{Path}?limit=2&cursor={first["next"]}");
        Assert.Equal([1, 2, 3], first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(l => (int)l!["revision"]!));
        Assert.Equal((3, 3, null), ((int)first["total"]!, (int)second["total"]!, second["next"]));
        Assert.Equal(4, (int)(await api.JsonAsync(Path))["total"]!);
    }

    [Theory]
    [InlineData("0199aaaa-0009-7000-8000-00000000000a")]
    [InlineData("7")]
    public async Task A_call_that_is_not_there_has_no_history(string id)
    {
        await using var api = await ApiHost.StartStoredAsync();
        await api.ProblemAsync($"/api/v1/calls/{id}/history", HttpStatusCode.NotFound, "not-found");
    }
}
