using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>What tests in another process use.</summary>
public sealed class ControlSurfaceTests : SimulatorTest
{
    [Fact]
    public async Task It_tells_the_truth_and_the_breaches_and_sets_faults()
    {
        var conference = Start("Weekly");
        await using var traffic = new DeploymentTraffic(Sim, new TrafficOptions { Calls = 1 });
        await using var control = await ControlSurface.StartAsync(new Uri("http://127.0.0.1:0"), Sim, traffic);
        using var http = new HttpClient { BaseAddress = control.Url, Timeout = BareClient.Limit };

        var truth = await http.GetFromJsonAsync<JsonElement>("/truth");
        var told = truth[0].GetProperty("conferences").EnumerateArray().First();
        Assert.Equal("Weekly", told.GetProperty("state").GetProperty("name").GetString());
        Assert.Equal(conference.CallOn(Lon).ToString(), told.GetProperty("instances")[0].GetProperty("call").GetString());

        Assert.Equal(0, (await http.GetFromJsonAsync<JsonElement>("/breaches")).GetProperty("count").GetInt32());

        await PostAsync(http, "/faults/emea/lon1/set?token=503&certificate=wrongName&sendDelay=00:00:00.1");
        Assert.Equal(new TokenFault.Status(503), Lon.Faults.Token);
        Assert.Equal(BridgeCertificate.WrongName, Lon.Certificate);
        await PostAsync(http, "/faults/emea/lon1/clear");
        Assert.Null(Lon.Faults.Token);
        await PostAsync(http, "/faults/emea/lon1/inject/hole");
        await PostAsync(http, "/bridges/emea/lon1/restart?calls=renewed");
        await PostAsync(http, "/traffic/start");
        Assert.True(traffic.IsRunning);
        await PostAsync(http, "/traffic/stop");
        Assert.False(traffic.IsRunning);
    }

    [Theory]
    [InlineData("/faults/emea/nowhere/clear", HttpStatusCode.NotFound)]
    [InlineData("/faults/emea/lon1/inject/nothing", HttpStatusCode.NotFound)]
    [InlineData("/faults/emea/lon1/set?token=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("/faults/emea/lon1/set?certificate=7", HttpStatusCode.BadRequest)]
    public async Task It_refuses_what_it_does_not_know(string path, HttpStatusCode expected)
    {
        await using var traffic = new DeploymentTraffic(Sim, new TrafficOptions());
        await using var control = await ControlSurface.StartAsync(new Uri("http://127.0.0.1:0"), Sim, traffic);
        using var http = new HttpClient { BaseAddress = control.Url, Timeout = BareClient.Limit };

        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), null);

        Assert.Equal(expected, response.StatusCode);
    }

    private static async Task PostAsync(HttpClient http, string path)
    {
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), null);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
    }
}
