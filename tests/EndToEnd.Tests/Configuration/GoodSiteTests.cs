using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Configuration;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class GoodSiteTests : IDisposable
{
    private readonly SiteFiles _files = new();

    [Fact]
    public void A_minimal_site_has_every_default()
    {
        var site = Valid(SiteFiles.Read(_files.Add("site.json", SiteFiles.Minimal)));

        Assert.Equal(new OrchestratorSettings { Storage = new StorageSettings.Sqlite(Path.GetFullPath("data")) }, site.Orchestrator);
        Assert.Equal(["http://127.0.0.1:8080"], site.Api.Urls.ToArray());
        Assert.Null(site.Api.Certificate);
        var bridge = Assert.Single(Assert.Single(site.Clusters).CallBridges.Values);
        Assert.Equal(
            new CallBridgeSettings(
                new CallBridgeName("lon1"), new Uri("https://lon1.example.net:445"), "events", Secret.Of("pa55-word"), null, null, 3),
            bridge);
    }

    [Fact]
    public void What_the_document_shows_is_what_is_in_force_without_it()
    {
        var minimal = Valid(SiteFiles.Read(_files.Add("site.json", SiteFiles.Minimal)));
        var shown = Valid(SiteFiles.Read(_files.Add("shown.json", """
            { "Orchestrator": {
                "DataDirectory": "data",
                "Storage": { "Provider": "Sqlite", "ConnectionString": null },
                "Node": null,
                "HandoverTime": "00:00:05", "BridgeLossTime": "00:10:00", "SnapshotQuietTime": "00:00:01", "SnapshotMaxTime": "00:00:10",
                "PendingTime": "00:00:10",
                "ReconnectMinTime": "00:00:01", "ReconnectMaxTime": "00:00:30", "LivenessTime": "00:00:15", "HistoryTime": "30.00:00:00",
                "Clusters": { "emea": { "CallBridges": {
                    "lon1": { "Url": "https://lon1.example.net:445", "Username": "events", "Password": "pa55-word",
                              "CaFile": null, "CertificateSha256": null, "MaxConnections": 3 } } } } },
              "Api": { "Urls": "http://127.0.0.1:8080", "Keys": [] } }
            """)));

        Assert.Equal(minimal.Orchestrator, shown.Orchestrator);
        Assert.Equal(minimal.Node, shown.Node);
        Assert.Equal(minimal.Clusters.Single().CallBridges, shown.Clusters.Single().CallBridges);
        Assert.Equal(minimal.Api.Urls.ToArray(), shown.Api.Urls.ToArray());
        Assert.Equal(minimal.Api.Keys.ToArray(), shown.Api.Keys.ToArray());
    }

    [Fact]
    public void Every_key_of_the_document_is_read()
    {
        _files.Add("site-ca.pem", Pem.Ca());
        var site = Valid(SiteFiles.Read(_files.Add("site.json", """
            { "Orchestrator": {
                "DataDirectory": "/var/lib/cms", "Storage": { "Provider": "Sqlite", "ConnectionString": null }, "Node": null,
                "HandoverTime": "00:00:06", "BridgeLossTime": "00:11:00", "SnapshotQuietTime": "00:00:02", "SnapshotMaxTime": "00:00:11",
                "PendingTime": "00:00:12", "ReconnectMinTime": "00:00:00.5", "ReconnectMaxTime": "00:00:31", "LivenessTime": "00:00:16",
                "HistoryTime": "31.00:00:00",
                "Clusters": { "emea": { "CallBridges": {
                  "fra1": { "Url": "https://fra1.example.net", "Username": "events", "PasswordFile": "secrets/fra1", "CaFile": "site-ca.pem",
                            "CertificateSha256": "AB:cd:00000000000000000000000000000000000000000000000000000000ef01", "MaxConnections": 5 } } } } },
              "Api": { "Urls": "http://localhost:9090;http://[::1]:9090", "Keys": [] } }
            """)));

        Assert.Equal(
            new OrchestratorSettings
            {
                Storage = new StorageSettings.Sqlite("/var/lib/cms"),
                HandoverTime = TimeSpan.FromSeconds(6),
                BridgeLossTime = TimeSpan.FromMinutes(11),
                SnapshotQuietTime = TimeSpan.FromSeconds(2),
                SnapshotMaxTime = TimeSpan.FromSeconds(11),
                PendingTime = TimeSpan.FromSeconds(12),
                ReconnectMinTime = TimeSpan.FromSeconds(0.5),
                ReconnectMaxTime = TimeSpan.FromSeconds(31),
                LivenessTime = TimeSpan.FromSeconds(16),
                HistoryTime = TimeSpan.FromDays(31),
            },
            site.Orchestrator);
        var bridge = Assert.Single(site.Clusters[0].CallBridges.Values);
        Assert.Equal(Secret.FromFile(_files.PathOf("secrets/fra1")), bridge.Password);
        Assert.Equal(_files.PathOf("site-ca.pem"), bridge.CaFile);
        Assert.Equal("ABCD" + new string('0', 56) + "EF01", bridge.CertificateSha256);
        Assert.Equal(5, bridge.MaxConnections);
        Assert.Equal(["http://localhost:9090", "http://[::1]:9090"], site.Api.Urls.ToArray());
    }

    [Fact]
    public void A_PostgreSQL_database_is_storage_and_its_connection_string_shows_itself_nowhere()
    {
        const string Text = "Host=db.example.net;Database=cms;Username=cms;Password=hunter2";
        var site = Valid(SiteFiles.Read(
            _files.Add("site.json", SiteFiles.Minimal),
            ("Orchestrator__Storage__Provider", "postgresql"), ("Orchestrator__Storage__ConnectionString", Text)));

        Assert.Equal(new StorageSettings.PostgreSql(Secret.Of(Text)), site.Orchestrator.Storage);
        Assert.DoesNotContain("hunter2", site.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_later_source_wins_files_then_environment_then_command_line()
    {
        var first = _files.Add("site.json", SiteFiles.Minimal);
        var second = _files.Add("more.json", """
            { "Orchestrator": { "LivenessTime": "00:00:20", "PendingTime": "00:00:20", "Clusters": { "apac": { "CallBridges": {
                "syd1": { "Url": "http://127.0.0.1:8800", "Username": "events", "Password": "x" } } } } }, "Api": { "Urls": "http://127.0.0.1:1" } }
            """);

        var site = Valid(SiteFiles.Read(
            [first, second],
            "http://127.0.0.1:3",
            ("Orchestrator__PendingTime", "00:00:30"),
            ("ORCHESTRATOR__CLUSTERS__EMEA__CALLBRIDGES__LON1__PASSWORD", "other"),
            ("Api__Urls", "http://127.0.0.1:2"),
            ("ORCHESTRATOR_HOME", "somebody else's")));

        Assert.Equal(["apac", "emea"], site.Clusters.Select(cluster => cluster.Name.Value));
        Assert.Equal(TimeSpan.FromSeconds(20), site.Orchestrator.LivenessTime);
        Assert.Equal(TimeSpan.FromSeconds(30), site.Orchestrator.PendingTime);
        Assert.Equal(Secret.Of("other"), site.Clusters[1].CallBridges[new CallBridgeName("lon1")].Password);
        Assert.Equal(["http://127.0.0.1:3"], site.Api.Urls.ToArray());
    }

    [Fact]
    public void A_path_is_relative_to_the_file_that_gives_it()
    {
        _files.Add("b/ca.pem", Pem.Ca());
        var first = _files.Add("a/site.json", SiteFiles.Minimal);
        var second = _files.Add("b/more.json", """
            { "Orchestrator": { "Clusters": { "emea": { "CallBridges": { "lon1": { "CaFile": "ca.pem" } } } } } }
            """);

        var site = Valid(SiteFiles.Read([first, second], null));

        Assert.Equal(_files.PathOf("b/ca.pem"), site.Clusters[0].CallBridges[new CallBridgeName("lon1")].CaFile);
    }

    [Fact]
    public async Task A_changed_file_is_read_again()
    {
        var file = _files.Add("site.json", SiteFiles.Minimal);
        var configuration = new SiteConfiguration([file], new Dictionary<string, string?>(), null);
        var changed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = configuration.OnChange(result =>
        {
            if (result is SiteResult.Valid(var site) && site.Clusters[0].Name.Value != "emea")
            {
                changed.TrySetResult(site.Clusters[0].Name.Value);
            }
        });

        await File.WriteAllTextAsync(file, SiteFiles.Minimal.Replace("emea", "apac", StringComparison.Ordinal));

        Assert.Equal("apac", await changed.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    public void Dispose() => _files.Dispose();

    private static Site Valid(SiteResult result) => result switch
    {
        SiteResult.Valid(var site) => site,
        SiteResult.Invalid(var problems) => throw new InvalidOperationException(string.Join('\n', problems)),
        _ => throw new InvalidOperationException(),
    };
}
