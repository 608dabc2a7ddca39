using System.Text.Json.Nodes;
using CmsOrchestrator.Protocol;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.Api;

/// <summary>What the program knows of reasons, sessions, freshness and rosters that nobody carries, as whoever asks it reads it.</summary>
public sealed class TruthInTheApiTests(ApiSite site) : IClassFixture<ApiSite>
{
    [Fact]
    public async Task Why_somebody_left_is_what_the_participants_own_bridge_told()
    {
        var (here, there) = (site.Cluster.Bridges[0], site.Cluster.Bridges[1]);
        var conference = site.Confer("Reasons", here, there);
        var guest = site.Cluster.Join(conference, there, ApiSite.Somebody("Guest"));
        var call = await CallAsync("Reasons", c => (int)c["rosterSize"]! == 3 && AreFollowed(c));

        site.Cluster.Leave(guest, "remoteBusy");
        var left = await site.ItemsAsync($"/api/v1/history/participants?participant={guest.Id}", items => items is [{ } p] && p["leftAt"] is not null);
        Assert.Equal("remoteBusy", (string)left[0]!["leaveReason"]!);
        var lines = await site.ItemsAsync($"/api/v1/calls/{call["id"]}/history", items => items.Any(IsTheLeave));
        Assert.Equal("remoteBusy", (string)lines.Single(IsTheLeave)!["reason"]!);

        bool IsTheLeave(JsonNode? line) => (string)line!["type"]! == "participant.left" && (string?)line["participant"] == guest.Id.ToString();
    }

    [Fact]
    public async Task Each_use_of_a_space_is_a_session_with_an_id_a_start_and_an_end_of_its_own()
    {
        var bridge = site.Cluster.Bridges[0];
        var space = new ConferenceState { Name = "Space", Correlator = new CallCorrelator(Guid.Parse("dee0733c-0000-4000-8000-0000000000a1")) };
        var first = site.Cluster.Start(bridge, space);
        site.Cluster.Join(first, bridge, ApiSite.Somebody("Anna"));
        var used = await CallAsync("Space", c => (int)c["rosterSize"]! == 1);
        site.Cluster.End(first);
        var query = $"callCorrelator={space.Correlator}";
        var ended = await site.ItemsAsync($"/api/v1/history/calls?{query}", items => items.Count == 1);
        Assert.Equal(((string)used["id"]!, Words.ParticipantInitiated), ((string)ended[0]!["id"]!, (string)ended[0]!["endReason"]!));
        Assert.True((DateTimeOffset)ended[0]!["endedAt"]! >= (DateTimeOffset)ended[0]!["startedAt"]!);

        site.Cluster.Join(site.Cluster.Start(bridge, space), bridge, ApiSite.Somebody("Ben"));
        var again = await site.ItemsAsync($"/api/v1/calls?{query}", items => items is [{ } c] && (int)c["rosterSize"]! == 1);
        Assert.NotEqual((string)used["id"]!, (string)again[0]!["id"]!);
        Assert.Equal("Anna", (string)(await site.GetAsync($"/api/v1/history/participants?{query}"))["items"]![0]!["name"]!);
        Assert.Equal(2, (await site.GetAsync($"/api/v1/calls?{query}&state=all"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_a_silent_bridge_told_is_said_to_be_stale_call_by_call_instance_by_instance_person_by_person()
    {
        var (well, silent) = (site.Cluster.Bridges[1], site.Cluster.Bridges[2]);
        site.Confer("Shared", well, silent);
        site.Confer("Alone", silent);
        await CallAsync("Shared", c => (string)c["freshness"]! == "live" && (int)c["rosterSize"]! == 2 && AreFollowed(c));
        await CallAsync("Alone", c => (string)c["freshness"]! == "live" && (int)c["rosterSize"]! == 1);

        silent.Faults.BlackHole = true;
        var alone = await CallAsync("Alone", c => (string)c["freshness"]! == "stale");
        var shared = await CallAsync("Shared", c => (string)c["freshness"]! == "partial");
        var instances = shared["instances"]!.AsArray().ToDictionary(i => (string)i!["callBridge"]!, i => ((string)i!["freshness"]!, i["staleSince"] is null));
        Assert.Equal((("live", true), ("stale", false)), (instances[well.Name], instances[silent.Name]));
        await site.ItemsAsync($"/api/v1/calls/{alone["id"]}/participants", items => items is [{ } p] && (string)p["freshness"]! == "stale");
        await site.ItemsAsync($"/api/v1/calls/{shared["id"]}/participants", items => items.Count == 2 && items.All(p => (string)p!["freshness"]! != "stale"));

        silent.Faults.BlackHole = false;
        var healed = await CallAsync("Alone", c => (string)c["freshness"]! == "live");
        Assert.Equal((string)alone["id"]!, (string)healed["id"]!);
    }

    [Fact]
    public async Task A_roster_that_there_is_no_room_for_is_said_to_be_missing()
    {
        const int Followed = ProtocolLimits.SubscriptionsPerConnection - 1;
        const int Degraded = ApiSite.CallsOfTheFullBridge - Followed;
        var cluster = site.FullCluster.Name;
        var items = await site.ItemsAsync($"/api/v1/calls?cluster={cluster}&degraded=true", items => items.Count == Degraded);
        Assert.All(items, c => Assert.Equal((1, 0), ((int)c!["participants"]!, (int)c["rosterSize"]!)));
        Assert.All(items, c => Assert.Equal("none", (string)c!["instances"]![0]!["roster"]!));
        await site.ItemsAsync($"/api/v1/calls?cluster={cluster}&degraded=false", others => others.Count == Followed && others.All(c => (int)c!["rosterSize"]! == 1));
        await site.ItemsAsync("/api/v1/clusters", clusters => clusters.Single(c => (string)c!["name"]! == cluster)!["degraded"]!.GetValue<int>() == Degraded);
        Assert.Equal(Degraded, (int)(await site.GetAsync("/api/v1/stats"))["calls"]!["degraded"]!);
    }

    private async Task<JsonNode> CallAsync(string name, Func<JsonNode, bool> isWanted) =>
        (await site.ItemsAsync($"/api/v1/calls?cluster={site.Cluster.Name}&name={name}", items => items is [{ } call] && isWanted(call)))[0]!;

    private static bool AreFollowed(JsonNode call) => call["instances"]!.AsArray().All(i => (string)i!["roster"]! == "active");
}
