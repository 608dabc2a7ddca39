using System.Security.Cryptography.X509Certificates;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// One Call Bridge, listening on loopback. Thread-safe. Its conferences are its cluster's business
/// (<see cref="SimulatedCluster"/>); here is what its clients meet.
/// </summary>
public sealed class SimulatedCallBridge : IAsyncDisposable
{
    private readonly AuthTokens _tokens;
    private readonly ServerCertificates? _certificates;
    private readonly BreachLog _breaches;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly string _host;
    private BridgeServer? _server;
    private int _port;

    internal SimulatedCallBridge(SimulatedCluster cluster, string name, int port, DeploymentSetup setup)
    {
        Cluster = cluster;
        Name = name;
        _port = port;
        _host = setup.Options.Host;
        _certificates = setup.Certificates;
        _breaches = setup.Breaches;
        Username = setup.Options.Username;
        Password = setup.Options.Password;
        Behaviour = setup.Options.Behaviour;
        Time = setup.Options.Time;
        Calls = new BridgeCalls(name, cluster.NewGuid(), cluster.Gate);
        _tokens = new AuthTokens(Behaviour, Time);
        Connections = new BridgeConnections(Behaviour, (kind, what) => Note(0, kind, what));
    }

    public SimulatedCluster Cluster { get; }

    public string Name { get; }

    /// <summary>The Web Admin's address; it stays the same over stops and starts.</summary>
    public Uri Url => new($"{(_certificates is null ? "http" : "https")}://{_host}:{_port}");

    public string Username { get; }

    public string Password { get; }

    /// <summary>No conference comes to it while nobody watches it.</summary>
    public bool IsSpare { get; internal init; }

    /// <summary>Tokens that it gave out since it was started: secrets, which a test looks for where they must not be.</summary>
    public IReadOnlyList<string> Tokens => _tokens.Issued;

    /// <summary>How many tokens it ever gave out, restarted or not.</summary>
    public int TokenCount => _tokens.Count;

    /// <summary>What goes wrong, for as long as it is set.</summary>
    public BridgeFaults Faults { get; } = new();

    /// <summary>The certificate that it shows, where it has one.</summary>
    public BridgeCertificate Certificate { get; set; }

    /// <summary>WebSockets open now.</summary>
    public int ConnectionCount => Connections.Count;

    /// <summary>Messages sent over these that their clients have not acknowledged yet.</summary>
    public int UnacknowledgedCount => Connections.Snapshot().Sum(c => c.UnacknowledgedCount);

    /// <summary>How many of the bridge's five connections other clients hold.</summary>
    public int ConnectionsTakenByOthers
    {
        get => Connections.TakenByOthers;
        set => Connections.TakenByOthers = value;
    }

    /// <summary>Connections that were refused because all were taken.</summary>
    public int ConnectionsRefused => Connections.Refused;

    public bool IsRunning => _server is not null;

    internal BridgeCalls Calls { get; }

    internal BridgeConnections Connections { get; }

    internal ServerBehaviour Behaviour { get; }

    internal TimeProvider Time { get; }

    /// <summary>Does <paramref name="injection"/> to every connection there is now, and says to how many.</summary>
    public int Inject(Injection injection)
    {
        ArgumentNullException.ThrowIfNull(injection);
        var connections = Connections.Snapshot();
        foreach (var connection in connections)
        {
            injection.Apply(connection);
        }

        return connections.Length;
    }

    /// <summary>Listens again, on the same port. Does nothing where it runs.</summary>
    public async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            _server ??= await ListenAsync();
            _port = _server.Port;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Resets all connections and listens no more; its conferences go on. Does nothing where it does not run.</summary>
    public async Task StopAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_server is { } server)
            {
                _server = null;
                await server.DisposeAsync();
                _tokens.Forget();
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Stops, loses what <paramref name="calls"/> says, and starts on the same port.</summary>
    public async Task RestartAsync(CallsAfterRestart calls)
    {
        await StopAsync();
        if (calls == CallsAfterRestart.Renewed)
        {
            Cluster.Renew(Calls);
        }
        else if (calls == CallsAfterRestart.Lost)
        {
            Cluster.Lose(Calls);
        }

        await StartAsync();
    }

    /// <summary>Stops it for good.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _starting.Dispose();
    }

    public override string ToString() => $"{Cluster.Name}/{Name}";

    internal void Note(int connection, BreachKind kind, string what) => _breaches.Note(Cluster.Name, Name, connection, kind, what);

    private Task<BridgeServer> ListenAsync()
    {
        var transports = new Transports();
        var token = new TokenEndpoint(this, _tokens);
        var events = new EventsEndpoint(this, _tokens, transports);
        Func<X509Certificate2>? certificate = _certificates is { } known ? () => known.Of(Certificate) : null;
        return BridgeServer.StartAsync(_port, certificate, transports, routes =>
        {
            routes.MapPost(TokenEndpoint.Path, token.AnswerAsync);
            routes.MapGet(EventsEndpoint.Path, events.AnswerAsync);
        });
    }
}
