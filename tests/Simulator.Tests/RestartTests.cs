using System.Net.WebSockets;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>Bridges that go away and come back.</summary>
public sealed class RestartTests : SimulatorTest
{
    [Fact]
    public async Task A_stopped_bridge_resets_its_connections_and_comes_back_on_the_same_port()
    {
        var url = Lon.Url;
        await using var client = await BareClient.ConnectAsync(Lon);

        await Lon.StopAsync();
        Assert.Null(await client.EndAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => BareClient.TokenAsync(Lon));

        await Lon.StartAsync();
        Assert.Equal(url, Lon.Url);
        await using var again = await BareClient.ConnectAsync(Lon);
        Assert.Equal(WebSocketState.Open, again.Socket.State);
    }

    [Fact]
    public async Task Calls_kept_over_a_restart_keep_their_guids()
    {
        var conference = Start();
        Cluster.Join(conference, Lon, Somebody());
        var before = conference.CallOn(Lon);

        await Lon.RestartAsync(CallsAfterRestart.Kept);

        Assert.Equal(before, conference.CallOn(Lon));
    }

    [Fact]
    public async Task Calls_renewed_by_a_restart_have_the_same_people_under_new_guids()
    {
        var conference = Start();
        var anna = Cluster.Join(conference, Lon, Somebody());
        Cluster.Join(conference, Fra, Somebody("Ben"));
        var (call, id, elsewhere) = (conference.CallOn(Lon), anna.Id, conference.CallOn(Fra));

        await Lon.RestartAsync(CallsAfterRestart.Renewed);

        Assert.NotEqual(call, conference.CallOn(Lon));
        Assert.Equal(elsewhere, conference.CallOn(Fra));
        var truth = Assert.Single(Cluster.Truth());
        Assert.Equal(["Anna", "Ben"], truth.Roster.Select(p => p.State.Name).Order());
        Assert.DoesNotContain(truth.Roster, p => p.Id == id);
    }

    [Fact]
    public async Task Calls_lost_by_a_restart_are_over_there_and_go_on_elsewhere()
    {
        Start("Only here");
        var both = Start("Both");
        Cluster.Join(both, Lon, Somebody());
        Cluster.Join(both, Fra, Somebody("Ben"));

        await Lon.RestartAsync(CallsAfterRestart.Lost);

        var truth = Assert.Single(Cluster.Truth());
        Assert.Equal("Both", truth.State.Name);
        Assert.Equal("fra1", Assert.Single(truth.Instances).Bridge);
        Assert.Equal("Ben", Assert.Single(truth.Roster).State.Name);
    }
}
