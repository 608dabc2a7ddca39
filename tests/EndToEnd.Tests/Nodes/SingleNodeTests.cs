using System.Text.Json.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Configuration;
using CmsOrchestrator.Hosting;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.EndToEnd.Tests.Nodes;

/// <summary>A node alone, in <c>/api/v1/nodes</c>.</summary>
public sealed class SingleNodeTests
{
    [Fact]
    public async Task A_node_alone_is_up_since_its_start_whenever_that_is_asked_for_first()
    {
        using var directory = new TestDirectory();
        var api = new ApiSettings(["http://127.0.0.1:0"], Certificate: null, Keys: [], new ApiLimits());
        var site = new Site(new OrchestratorSettings { Storage = new StorageSettings.Sqlite(directory.Path) }, [], api);
        var noFiles = new SiteConfiguration([], new Dictionary<string, string?>(), urls: null);
        await using var app = OrchestratorHost.Build(site, noFiles);
        await app.StartAsync();
        var started = Now();
        await Eventually.TrueAsync(() => Now() > started, "the clock stands still");
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        JsonNode? node = null;
        await Eventually.NoDifferenceAsync(async () =>
        {
            using var answer = await http.GetAsync("/api/v1/nodes");
            var body = await answer.Content.ReadAsStringAsync();
            node = answer.IsSuccessStatusCode ? JsonNode.Parse(body)!["items"]![0] : null;
            return node is null ? body : null;
        });

        Assert.True(Instant.Parse((string)node!["since"]!) <= started, $"started by {started}, up since {node["since"]}");
    }

    private static Instant Now() => Instant.Of(TimeProvider.System.GetUtcNow());
}
