using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>Certificates that are not accepted.</summary>
public sealed class CertificateTests
{
    [Fact]
    public async Task A_certificate_that_is_not_accepted_reads_as_what_is_wrong_with_it_and_a_good_one_heals()
    {
        var options = Scenario.Of(bridges: 4) with { UseHttps = true, Host = "localhost" };
        await using var scenario = await Scenario.StartAsync(options, s =>
        {
            s.Bridges[1].Certificate = BridgeCertificate.WrongName;
            s.Bridges[2].Certificate = BridgeCertificate.UnknownIssuer;
            s.Bridges[3].Certificate = BridgeCertificate.Expired;
        });

        await scenario.ReadsAsync(
            scenario.Bridges[1], CallBridgeStatus.BackingOff, "the server's certificate is for elsewhere.example.net, not for localhost");
        await scenario.ReadsAsync(scenario.Bridges[2], CallBridgeStatus.BackingOff, "was issued by an unknown CA (CN=Unknown CA)");
        await scenario.ReadsAsync(scenario.Bridges[3], CallBridgeStatus.BackingOff, "the server's certificate is valid only from");
        await scenario.WitnessIsFollowedAsync();

        foreach (var bridge in scenario.Bridges)
        {
            bridge.Certificate = BridgeCertificate.Valid;
        }

        await scenario.HealsAsync();
    }

    [Fact]
    public async Task A_certificate_that_turns_bad_is_not_accepted_at_the_next_connection()
    {
        var options = Scenario.Of(bridges: 2) with { UseHttps = true, Host = "localhost" };
        await using var scenario = await Scenario.StartAsync(options);
        await scenario.EqualsTruthAsync();

        var bridge = scenario.Bridges[1];
        bridge.Certificate = BridgeCertificate.UnknownIssuer;
        bridge.Inject(Injection.Reset());
        await scenario.ReadsAsync(bridge, CallBridgeStatus.BackingOff, "was issued by an unknown CA (CN=Unknown CA)");
        Assert.Equal("stale", scenario.Call(scenario.Conferences[bridge])?.View.Freshness);
        await scenario.WitnessIsFollowedAsync();

        bridge.Certificate = BridgeCertificate.Valid;
        await scenario.HealsAsync();
    }
}
