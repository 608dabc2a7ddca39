using System.Security.Authentication;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>HTTPS and WSS with the deployment's own CA, and with certificates that must not be trusted.</summary>
public sealed class TlsTests : SimulatorTest
{
    private protected override SimulatedDeploymentOptions Options { get; } = new() { UseHttps = true };

    [Fact]
    public async Task Who_trusts_the_CA_gets_in_over_https_and_wss()
    {
        Start();
        await using var client = await BareClient.ConnectAsync(Lon, Sim.CaPem);

        Assert.Equal(3, (await client.DrainAfterAsync(Specs.Calls(1))).Count);
        Assert.Equal("https", Lon.Url.Scheme);
    }

    [Fact]
    public async Task Who_does_not_trust_the_CA_stays_out()
    {
        await FailsAsync(caPem: null);
    }

    [Theory]
    [InlineData(BridgeCertificate.WrongName)]
    [InlineData(BridgeCertificate.Expired)]
    [InlineData(BridgeCertificate.UnknownIssuer)]
    public async Task A_certificate_that_is_not_good_keeps_clients_out(BridgeCertificate certificate)
    {
        Lon.Certificate = certificate;
        await FailsAsync(Sim.CaPem);

        Lon.Certificate = BridgeCertificate.Valid;
        Assert.NotEmpty(await BareClient.TokenAsync(Lon, Sim.CaPem));
    }

    private async Task FailsAsync(string? caPem)
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => BareClient.TokenAsync(Lon, caPem));
        Assert.IsType<AuthenticationException>(failure.InnerException);
    }
}
