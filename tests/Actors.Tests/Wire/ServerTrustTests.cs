using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Wire;

namespace CmsOrchestrator.Actors.Tests.Wire;

public sealed class ServerTrustTests
{
    [Fact]
    public async Task A_certificate_of_the_CA_file_with_the_right_name_is_accepted()
    {
        using var ca = new TestCa();
        using var file = new TestFile(ca.Pem);

        Assert.Null(await ProblemAsync(ca.Issue(["localhost"]), bridge => bridge with { CaFile = file.Path }));
    }

    [Fact]
    public async Task A_bundle_gives_several_anchors_and_what_the_server_leaves_out_of_its_chain()
    {
        using var other = new TestCa("CN=Other");
        using var root = new TestCa("CN=Root");
        using var issuing = new TestCa("CN=Issuing", root);
        using var file = new TestFile($"# site\n{other.Pem}\n{issuing.Pem}\n{root.Pem}\n");

        Assert.Null(await ProblemAsync(issuing.Issue(["localhost"]), bridge => bridge with { CaFile = file.Path }));
    }

    [Fact]
    public async Task An_unknown_CA_is_named()
    {
        using var ca = new TestCa();

        Assert.Equal(
            "the server's certificate was issued by an unknown CA (CN=Test CA): give its CA in CaFile",
            await ProblemAsync(ca.Issue(["localhost"]), bridge => bridge));
    }

    [Fact]
    public async Task A_CA_of_the_same_name_is_not_the_same_CA()
    {
        using var ca = new TestCa();
        using var impostor = new TestCa();
        using var file = new TestFile(ca.Pem);

        Assert.NotNull(await ProblemAsync(impostor.Issue(["localhost"]), bridge => bridge with { CaFile = file.Path }));
    }

    [Fact]
    public async Task A_wrong_name_is_told_with_the_names_that_the_certificate_has()
    {
        using var ca = new TestCa();
        using var file = new TestFile(ca.Pem);

        Assert.Equal(
            "the server's certificate is for lon1.example.net, 10.0.0.1, not for localhost",
            await ProblemAsync(ca.Issue(["lon1.example.net", "10.0.0.1"]), bridge => bridge with { CaFile = file.Path }));
    }

    [Fact]
    public async Task Two_faults_are_told_at_once()
    {
        using var ca = new TestCa();

        var problem = await ProblemAsync(ca.Issue(["lon1.example.net"]), bridge => bridge);

        Assert.Contains("not for localhost; ", problem, StringComparison.Ordinal);
        Assert.Contains("unknown CA", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_told_with_its_dates()
    {
        using var ca = new TestCa();
        using var file = new TestFile(ca.Pem);
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1);

        var problem = await ProblemAsync(ca.Issue(["localhost"], yesterday), bridge => bridge with { CaFile = file.Path });

        Assert.StartsWith("the server's certificate is valid only from ", problem, StringComparison.Ordinal);
        Assert.EndsWith($"to {yesterday:yyyy-MM-dd HH:mm}Z", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fingerprint_stands_in_for_chain_and_name(bool colons)
    {
        using var ca = new TestCa();
        var certificate = ca.Issue(["lon1.example.net"], DateTimeOffset.UtcNow.AddDays(-1));
        var hex = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var pin = colons ? string.Join(':', hex.Chunk(2).Select(pair => new string(pair))).ToLowerInvariant() : hex;

        Assert.Null(await ProblemAsync(certificate, bridge => bridge with { CertificateSha256 = pin }));
    }

    [Fact]
    public async Task Another_certificate_than_the_pinned_one_is_refused_however_good_it_is()
    {
        using var ca = new TestCa();
        using var file = new TestFile(ca.Pem);
        var certificate = ca.Issue(["localhost"]);
        var shown = certificate.GetCertHashString(HashAlgorithmName.SHA256);

        Assert.Equal(
            $"the server's certificate is not the one of CertificateSha256: its SHA-256 is {shown}",
            await ProblemAsync(certificate, bridge => bridge with { CaFile = file.Path, CertificateSha256 = new string('A', 64) }));
    }

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData("", "holds no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n", "is not a certificate")]
    public async Task A_CA_file_that_is_none_fails_every_request(string? text, string part)
    {
        using var file = new TestFile(text ?? "");
        var settings = Given.Bridge(new Uri("https://localhost:9")) with { CaFile = text is null ? "/nowhere/ca.pem" : file.Path };
        using var client = new CallBridgeClient(settings, TimeSpan.FromSeconds(30));

        Assert.Contains(part, await Given.TokenFailureAsync(settings), StringComparison.Ordinal);
        var opened = await client.OpenAsync(new EventToken(Given.Token), CancellationToken.None);
        Assert.Contains(part, Assert.IsType<OpenResult.Failed>(opened).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_without_TLS_is_said_to_be_one()
    {
        using var server = RawServer.Answering("HTTP/1.1 400 Bad Request\r\n\r\n");
        var url = new Uri($"https://127.0.0.1:{server.Url.Port}");

        Assert.Contains("does this port speak https?", await Given.TokenFailureAsync(Given.Bridge(url)), StringComparison.Ordinal);
    }

    /// <summary>Asks a server with this certificate for a token; null where it is granted.</summary>
    private static async Task<string?> ProblemAsync(X509Certificate2 certificate, Func<CallBridgeSettings, CallBridgeSettings> with)
    {
        using (certificate)
        {
            await using var server = await WebServer.StartAsync(
                http =>
                {
                    http.Response.Headers["X-Cisco-CMS-Auth-Token"] = Given.Token;
                    return Task.CompletedTask;
                },
                certificate);
            using var client = new CallBridgeClient(with(Given.Bridge(server.Url)), TimeSpan.FromSeconds(30));
            return await client.RequestTokenAsync(CancellationToken.None) is TokenResult.Failed failed ? Given.Clean(failed.Problem) : null;
        }
    }
}
