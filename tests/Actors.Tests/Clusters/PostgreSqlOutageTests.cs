using Akka.Event;
using Akka.Pattern;
using CmsOrchestrator.Actors.Tests.Feed;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Simulator;
using CmsOrchestrator.Support;
using Npgsql;

namespace CmsOrchestrator.Actors.Tests.Clusters;

/// <summary>Whatever becomes of the server in mid-traffic: it is said, nothing is lost, and everything goes on by itself.</summary>
[NeedsPostgreSql]
public sealed class PostgreSqlOutageTests : SiteTest
{
    private readonly PostgreSqlPlace _place;

    public PostgreSqlOutageTests()
        : this(PostgreSqlPlace.Alone("max_connections=40"))
    {
    }

    private PostgreSqlOutageTests(PostgreSqlPlace place)
        : base(place) => _place = place;

    [StorageFact]
    public async Task A_server_that_stops_and_starts_again() => await SurvivedAsync(_place.Server.Stop, _place.Server.StartAgain, "");

    [StorageFact]
    public async Task A_server_that_is_away_while_every_call_tries_it_again_and_again_loses_none_of_their_recoveries()
    {
        var log = CreateTestProbe();
        Sys.EventStream.Subscribe(log, typeof(LogEvent));
        var said = new List<LogEvent>();
        await SurvivedAsync(
            _place.Server.Stop,
            () =>
            {
                for (var failures = 0; failures < 30; failures += said[^1].ToString()!.Contains("is started again in", StringComparison.Ordinal) ? 1 : 0)
                {
                    said.Add(log.ExpectMsg<LogEvent>());
                }

                _place.Server.StartAgain();
            },
            "");
        while (log.HasMessages)
        {
            said.Add(log.ExpectMsg<LogEvent>());
        }

        Assert.DoesNotContain(said, line => line.Cause is OpenCircuitException);
    }

    [StorageFact]
    public async Task A_server_that_crashes_and_starts_again() => await SurvivedAsync(_place.Server.Kill, _place.Server.StartAgain, "");

    [StorageFact]
    public async Task A_server_that_stands_still() => await SurvivedAsync(_place.Server.Pause, _place.Server.Resume, "did not answer in time.");

    [StorageFact]
    public async Task A_disk_that_is_full()
    {
        const string Full = """
            CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON feed EXECUTE FUNCTION full_disk();
            CREATE TRIGGER full_disk BEFORE INSERT ON journal EXECUTE FUNCTION full_disk();
            """;
        await SurvivedAsync(
            () => _place.Run(Tables.Feed, Full),
            () => _place.Run(Tables.Feed, "DROP TRIGGER full_disk ON feed; DROP TRIGGER full_disk ON journal"),
            "the disk is full.");
    }

    [StorageFact]
    public async Task A_server_that_has_no_connection_left()
    {
        var taken = new List<NpgsqlConnection>();
        await SurvivedAsync(() => TakeAll(taken), () => taken.ForEach(connection => connection.Dispose()), "has no connection left");
    }

    private async Task SurvivedAsync(Action harm, Action heal, string said)
    {
        await using var traffic = new DeploymentTraffic(Site, new TrafficOptions { Calls = 6, Rate = 40, Seed = 11 });
        Configure(Settings());
        traffic.Start();
        await EventuallyAsync(() => View.Calls.Count >= 3 && View.Revision > 60, "there is traffic");

        harm();
        await EventuallyAsync(
            () => World.Readiness.WaitsFor is { } text && text.StartsWith(_place.Name, StringComparison.Ordinal) && text.Contains(said, StringComparison.Ordinal),
            $"it is said: {said}");
        var revision = View.Revision;
        Meet("meanwhile", [.. Cluster.Bridges]);
        heal();

        await EventuallyAsync(() => View.Revision > revision, "it goes on");
        await traffic.StopAsync();
        await ViewEqualsTruthAsync();
        await EventuallyAsync(() => World.Readiness.StorageProblem is null, "it is well again");
        Assert.Equal(["True"], _place.Texts(Tables.Feed, "SELECT count(*) = max(revision) FROM feed"));
    }

    // Those of the program are cut off, and every one that becomes free is taken before it comes back.
    private void TakeAll(List<NpgsqlConnection> taken)
    {
        while (true)
        {
            var connection = new NpgsqlConnection(_place.ConnectionString + ";Pooling=false");
            try
            {
                connection.Open();
                taken.Add(connection);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                connection.Dispose();
                using var cut = new NpgsqlCommand(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'CmsOrchestrator' AND pid <> pg_backend_pid()", taken[0]);
                if (cut.ExecuteScalar() is 0L)
                {
                    return;
                }
            }
        }
    }
}
