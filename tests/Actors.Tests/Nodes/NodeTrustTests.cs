using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Tests.Feed;

namespace CmsOrchestrator.Actors.Tests.Nodes;

/// <summary>Actor systems that talk to each other over TLS as nodes do.</summary>
public sealed class NodeTrustTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();
    private readonly List<ActorSystem> _systems = [];

    [Fact]
    public async Task Nodes_with_one_certificate_talk_to_each_other()
    {
        var shared = SelfSigned("shared");

        Assert.Equal("hello", await AskAsync(shared, shared));
    }

    [Fact]
    public async Task Nodes_with_certificates_of_one_CA_talk_to_each_other()
    {
        using var ca = new Authority("nodes");

        Assert.Equal("hello", await AskAsync(Issued(ca, "one"), Issued(ca, "two")));
    }

    [Fact]
    public async Task A_node_with_a_certificate_of_another_CA_is_refused()
    {
        using Authority ca = new("nodes"), other = new("nodes");

        Assert.Null(await AskAsync(Issued(ca, "one"), Issued(other, "two")));
    }

    [Fact]
    public async Task A_node_with_another_certificate_of_its_own_is_refused() =>
        Assert.Null(await AskAsync(SelfSigned("one"), SelfSigned("two")));

    [Fact]
    public async Task Who_trusts_everybody_is_refused_by_a_node_that_does_not()
    {
        using Authority ca = new("nodes"), other = new("other");
        using var stranger = X509Certificate2.CreateFromPemFile(Issued(other, "stranger").Path, PathOf("stranger.key"));
        var node = TransportSystem.AddressOf(StartNode(Issued(ca, "one")));
        using var client = new TcpClient(node.Host, node.Port!.Value);
        await using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, _) => certificate is not null);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "", ClientCertificates = [stranger] });
            await tls.ReadExactlyAsync(new byte[1]).AsTask().WaitAsync(Limit);
        });
    }

    [Fact]
    public async Task Neither_of_two_that_refuse_each_other_is_harmed()
    {
        using Authority ca = new("nodes"), other = new("nodes");
        ActorSystem one = StartNode(Issued(ca, "one")), stranger = StartNode(Issued(other, "two"));
        Assert.Null(await AskAsync(one, stranger));
        Assert.Null(await AskAsync(stranger, one));

        Assert.Equal("hello", await AskAsync(one, StartNode(Issued(ca, "three"))));
        Assert.Equal("hello", await AskAsync(StartNode(Issued(other, "four")), stranger));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    public async Task Who_is_no_node_ends_nothing_but_the_attempt(string answer)
    {
        using var ca = new Authority("nodes");
        var one = StartNode(Issued(ca, "one"));
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var address = TransportSystem.AddressOf(one).WithPort(((IPEndPoint)nobody.LocalEndpoint).Port);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var connection = await ConnectionAsync(nobody, () => TransportSystem.EchoOf(one, address).Tell("hello"));
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        }

        Assert.Equal("hello", await AskAsync(one, StartNode(Issued(ca, "two"))));
    }

    public void Dispose()
    {
        Task.WaitAll([.. _systems.Select(system => system.Terminate())], Limit);
        _directory.Dispose();
    }

    private async Task<string?> AskAsync(CertificateFiles server, CertificateFiles client) =>
        await AskAsync(StartNode(client), StartNode(server));

    /// <summary>What the server answers; null where it refuses to, or is refused.</summary>
    private static async Task<string?> AskAsync(ActorSystem client, ActorSystem server)
    {
        var refused = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var system in new[] { client, server })
        {
            system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new RefusalWatch(() => refused.TrySetResult(null)))), typeof(Warning));
        }

        var answer = TransportSystem.EchoOf(client, TransportSystem.AddressOf(server)).Ask<string?>("hello", Limit);
        return await await Task.WhenAny(answer, refused.Task);
    }

    // An address that was tried in vain is left alone for a moment.
    private static async Task<TcpClient> ConnectionAsync(TcpListener listener, Action cause)
    {
        using var limit = new CancellationTokenSource(Limit);
        var accepting = listener.AcceptTcpClientAsync(limit.Token).AsTask();
        while (!accepting.IsCompleted)
        {
            cause();
            await Task.WhenAny(accepting, Task.Delay(50));
        }

        return await accepting;
    }

    private ActorSystem StartNode(CertificateFiles files)
    {
        var system = TransportSystem.Start(NodeTrust.Of(files));
        _systems.Add(system);
        return system;
    }

    private string PathOf(string file) => Path.Combine(_directory.Path, file);

    private CertificateFiles SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return Write(name, certificate.ExportCertificatePem(), key);
    }

    private CertificateFiles Issued(Authority ca, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = ca.Issue(name, key);
        return Write(name, certificate.ExportCertificatePem() + "\n" + ca.Certificate.ExportCertificatePem(), key);
    }

    private CertificateFiles Write(string name, string pem, ECDsa key)
    {
        File.WriteAllText(PathOf(name + ".pem"), pem);
        File.WriteAllText(PathOf(name + ".key"), key.ExportPkcs8PrivateKeyPem());
        return new CertificateFiles(PathOf(name + ".pem"), PathOf(name + ".key"));
    }

    private sealed class Authority : IDisposable
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public Authority(string name)
        {
            var request = new CertificateRequest("CN=" + name, _key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        }

        public X509Certificate2 Certificate { get; }

        public X509Certificate2 Issue(string name, ECDsa key) => new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256)
            .Create(Certificate, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));

        public void Dispose()
        {
            Certificate.Dispose();
            _key.Dispose();
        }
    }

    private sealed class RefusalWatch : UntypedActor
    {
        private readonly Action _refused;

        public RefusalWatch(Action refused) => _refused = refused;

        protected override void OnReceive(object message)
        {
            if (message.ToString()!.Contains("is refused: ", StringComparison.Ordinal))
            {
                _refused();
            }
        }
    }
}
