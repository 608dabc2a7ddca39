using Akka.Coordination;
using Akka.Event;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Leases;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Actors.Tests.Leases;

/// <summary>A database with the table of leases, and owners of them. Each owner is what a process of its own would be.</summary>
public abstract class LeaseTest : IDisposable
{
    private readonly List<PostgreSqlServer> _servers = [];
    private readonly List<DatabaseLease> _leases = [];
    private readonly string _connection;

    protected LeaseTest(TestPostgreSql server)
    {
        _connection = server.CreateDatabase();
        Server = Connect();
        using var database = PostgreSqlEngine.Open(Server);
        NodeSchema.Schema.Upgrade(database);
        Table = new LeaseTable(Server);
    }

    protected LeaseTest()
        : this(TestPostgreSql.Shared)
    {
    }

    protected static TimeSpan TimeToLive { get; } = TimeSpan.FromSeconds(2);

    internal PostgreSqlServer Server { get; }

    protected ILeaseTable Table { get; }

    protected ActorMetrics Metrics { get; } = new();

    public void Dispose()
    {
        _leases.ForEach(lease => lease.Stop());
        _servers.ForEach(server => server.Dispose());
        Metrics.Dispose();
        GC.SuppressFinalize(this);
    }

    internal PostgreSqlServer Connect()
    {
        var server = new PostgreSqlServer(_connection);
        _servers.Add(server);
        return server;
    }

    protected DatabaseLease Owner(
        string owner, string name = "lease", ILeaseTable? table = null, TimeProvider? time = null, TimeSpan? timeToLive = null, TimeSpan? interval = null)
    {
        var live = timeToLive ?? TimeToLive;
        var settings = new LeaseSettings(name, owner, new TimeoutSettings(interval ?? live / 3, live, live / 2), Akka.Configuration.Config.Empty);
        var lease = new DatabaseLease(settings, new LeaseSetup(table ?? Table, time ?? TimeProvider.System, Metrics.Node), NoLogger.Instance);
        _leases.Add(lease);
        return lease;
    }
}
