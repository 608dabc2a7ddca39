using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>Bridges to which no connection comes about.</summary>
public sealed class NoConnectionTests
{
    private static readonly (Action<BridgeFaults> Break, CallBridgeStatus State, string LastError)[] Broken =
    [
        (f => f.Token = new TokenFault.Status(401), CallBridgeStatus.Unauthorized, "does not accept the user name and password (401)"),
        (f => f.Token = new TokenFault.Status(403), CallBridgeStatus.Unauthorized, "(403): has it the rights for the API?"),
        (f => f.Token = new TokenFault.Status(404), CallBridgeStatus.BackingOff, "no /api/v1/authTokens at this address (404)"),
        (f => f.Token = new TokenFault.Status(302), CallBridgeStatus.BackingOff, "answered with 302 Found"),
        (f => f.Token = new TokenFault.Status(500), CallBridgeStatus.BackingOff, "answered with 500 Internal Server Error"),
        (f => f.Token = new TokenFault.Status(503), CallBridgeStatus.BackingOff, "answered with 503 Service Unavailable"),
        (f => f.Token = new TokenFault.HtmlPage(), CallBridgeStatus.BackingOff, "has no token (200, text/html)"),
        (f => f.Token = new TokenFault.NoHeader(), CallBridgeStatus.BackingOff, "has no token (200, no content type)"),
        (f => f.Token = new TokenFault.Hang(), CallBridgeStatus.BackingOff, "no answer within 6 s"),
        (f => f.Upgrade = new UpgradeFault.Status(401), CallBridgeStatus.Refused, "the token was not accepted"),
        (f => f.Upgrade = new UpgradeFault.Status(404), CallBridgeStatus.Refused, "this server offers no events"),
        (f => f.Upgrade = new UpgradeFault.Status(503), CallBridgeStatus.Refused, "limit of connections may be reached"),
        (f => f.Upgrade = new UpgradeFault.Hang(), CallBridgeStatus.BackingOff, "no answer within 6 s"),
        (f => f.Upgrade = new UpgradeFault.Silent(), CallBridgeStatus.BackingOff, "nothing heard for 6 s"),
    ];

    [Fact]
    public async Task Whatever_keeps_a_connection_from_coming_about_can_be_read_and_harms_nobody_else_and_heals()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: Broken.Length + 1), s =>
        {
            foreach (var (broken, bridge) in Broken.Zip(s.Others))
            {
                broken.Break(bridge.Faults);
            }
        });

        await Task.WhenAll(Broken.Zip(scenario.Others, (b, bridge) => scenario.ReadsAsync(bridge, b.State, b.LastError)));
        await scenario.WitnessIsFollowedAsync();
        Assert.All(scenario.Others, bridge => Assert.Equal(0, scenario.View(bridge).Connections));

        foreach (var bridge in scenario.Bridges)
        {
            bridge.Faults.Clear();
        }

        await scenario.HealsAsync();
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task What_is_no_meeting_server_at_all_can_be_read_and_harms_nobody_else()
    {
        await using var mute = new MuteServer("mute", "");
        await using var half = new MuteServer("half", "HTTP/1.1 200 OK\r\nX-Cisco-CMS-Auth-Tok");
        await using var other = new MuteServer("other", "SSH-2.0-OpenSSH_9.9\r\n");
        await using var scenario = await Scenario.StartAsync(
            Scenario.Of(bridges: 2),
            s => s.Bridges[1].StopAsync().Wait(),
            settings: null,
            mute.Settings,
            half.Settings,
            other.Settings,
            MuteServer.SettingsOf("nowhere", new Uri("https://call-bridge.invalid:445")));

        await scenario.ReadsAsync("mute", CallBridgeStatus.BackingOff, "no answer within 6 s");
        await scenario.ReadsAsync("half", CallBridgeStatus.BackingOff, "no answer within 6 s");
        await scenario.ReadsAsync("other", CallBridgeStatus.BackingOff, "is not HTTP");
        await scenario.ReadsAsync("nowhere", CallBridgeStatus.BackingOff, "the host name call-bridge.invalid cannot be resolved");
        await scenario.ReadsAsync(scenario.Bridges[1], CallBridgeStatus.BackingOff, "connection refused by 127.0.0.1");
        await scenario.WitnessIsFollowedAsync();

        await scenario.Bridges[1].StartAsync();
        await scenario.HealsAsync();
    }

    [Fact]
    public async Task After_a_401_or_a_refusal_the_next_attempt_comes_at_the_upper_bound()
    {
        var settings = TestNode.Quick with { ReconnectMaxTime = TimeSpan.FromHours(1) };
        await using var scenario = await Scenario.StartAsync(
            Scenario.Of(bridges: 4),
            s =>
            {
                s.Bridges[1].Faults.Token = new TokenFault.Status(500);
                s.Bridges[2].Faults.Token = new TokenFault.Status(401);
                s.Bridges[3].Faults.Upgrade = new UpgradeFault.Status(503);
            },
            settings);
        await scenario.ReadsAsync(scenario.Bridges[2], CallBridgeStatus.Unauthorized, "401");
        await scenario.ReadsAsync(scenario.Bridges[3], CallBridgeStatus.Refused, "503");
        foreach (var bridge in scenario.Bridges)
        {
            bridge.Faults.Clear();
        }

        // The one that is backing off comes back by itself; by then the others would have, too, had they been tried as soon.
        await scenario.ConnectedAsync(scenario.Bridges[..2]);
        Assert.Equal(CallBridgeStatus.Unauthorized, scenario.View(scenario.Bridges[2]).State);
        Assert.Equal(CallBridgeStatus.Refused, scenario.View(scenario.Bridges[3]).State);
        await scenario.WitnessIsFollowedAsync();
    }
}
