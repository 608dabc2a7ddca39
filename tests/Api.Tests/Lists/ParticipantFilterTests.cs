using System.Net;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Api.Tests.Lists;

public sealed class ParticipantFilterTests
{
    private const string FirstCall = "0199aaaa-0001-7000-8000-00000000000a";

    private static readonly Publication[] Deployment =
    [
        Sample.Live(Sample.Call(1)),
        Sample.Live(Sample.Call(2, "apac")),
        Sample.Live(Sample.Participant(2, 1, "apac", "Zoë", "zoe@apac.example") with { SeenBy = [new("syd1")] }),
        Sample.Live(Sample.Participant(1, 2, name: "Alice", uri: "alice@EXAMPLE.net") with { Presenter = ElementValue.Of(true) }),
        Sample.Live(Sample.Participant(1, 4, name: "alicia", uri: "+49301@example.net") with
        {
            ActiveSpeaker = ElementValue.Of(true), SeenBy = [new("fra1")],
        }),
        Sample.Live(Sample.Participant(1, 3, name: "", uri: "") with
        {
            State = ElementValue.Of("ringing"), Presenter = ElementValue.None, ActiveSpeaker = ElementValue.None,
        }),
    ];

    [Theory]
    [InlineData("", "2 3 4 1")]
    [InlineData("cluster=emea", "2 3 4")]
    [InlineData("cluster=nowhere", "")]
    [InlineData("call=" + FirstCall, "2 3 4")]
    [InlineData("call=0199aaaa-ffff-7000-8000-00000000000a", "")]
    [InlineData("call=" + FirstCall + "&cluster=apac", "")]
    [InlineData("name=ALIC", "2 4")]
    [InlineData("name=zO%C3%8B", "1")]
    [InlineData("uri=example.NET", "2 4")]
    [InlineData("uri=%2B49", "4")]
    [InlineData("callBridge=fra1", "2 3 4")]
    [InlineData("callBridge=lon1", "2 3")]
    [InlineData("state=ringing", "3")]
    [InlineData("state=neverHeardOf", "")]
    [InlineData("presenter=true", "2")]
    [InlineData("presenter=false", "4 1")]
    [InlineData("activeSpeaker=true", "4")]
    [InlineData("activeSpeaker=false", "2 1")]
    [InlineData("cluster=emea&presenter=true&name=ali", "2")]
    public async Task Participants_narrow_to(string query, string numbers)
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        Assert.Equal(Ids(numbers), await api.ItemsAsync("/api/v1/participants?" + query, "participant"));
    }

    [Theory]
    [InlineData("", "2 3 4")]
    [InlineData("?name=alic", "2 4")]
    [InlineData("?callBridge=lon1", "2 3")]
    public async Task One_call_s_participants_narrow_likewise(string query, string numbers)
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        Assert.Equal(Ids(numbers), await api.ItemsAsync($"/api/v1/calls/{FirstCall}/participants{query}", "participant"));
    }

    [Fact]
    public async Task Pages_cut_through_calls_and_count_those_they_do_not_show()
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        var first = await api.JsonAsync("/api/v1/participants?limit=2");
        Assert.Equal(4, (int)first["total"]!);
        var second = await api.JsonAsync($"/api/v1/participants?limit=2&cursor={first["next"]}");
        Assert.Equal(4, (int)second["total"]!);
        Assert.Equal(Ids("4 1"), second["items"]!.AsArray().Select(item => item!["participant"]!.ToString()));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task The_participants_of_no_call_are_not_found()
    {
        await using var api = await ApiHost.StartAsync(Deployment);
        await api.ProblemAsync("/api/v1/calls/0199aaaa-ffff-7000-8000-00000000000a/participants", HttpStatusCode.NotFound, "not-found");
    }

    private static string[] Ids(string numbers) =>
        [.. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => Sample.ParticipantId(n[0] - '0').ToString())];
}
