using System.Text.Json.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Commands;
using CmsOrchestrator.Configuration;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class ApiKeyTests : IDisposable
{
    private const string Hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private const string Other = "0000000000000000000000000000000000000000000000000000000000000000";

    private readonly SiteFiles _files = new();

    [Fact]
    public void Keys_have_a_name_and_the_clusters_they_may_see()
    {
        var api = Valid($$"""
            [ { "Name": "noc", "Role": "read", "Sha256": "{{Hash}}", "Clusters": ["emea"] },
              { "Name": "all", "Role": "read", "Sha256": "{{Other}}", "Clusters": null } ]
            """);

        Assert.Equal(
            [new ApiKey("noc", KeyHash.Of("abc"), Scope.Of([new ClusterName("emea")])), new ApiKey("all", KeyHash.Parse(Other)!, Scope.All)],
            api.Keys.ToArray());
    }

    [Theory]
    [InlineData("http://0.0.0.0:80", "http://0.0.0.0:80")]
    [InlineData("http://127.0.0.1:80;http://10.0.0.1:8080;http://[::1]:80;http://noc", "http://10.0.0.1:8080 http://noc")]
    [InlineData("http://127.0.0.1:80", "")]
    public void With_keys_any_address_will_do_and_those_in_the_clear_are_known(string urls, string clear)
    {
        var api = Valid($$"""[ { "Name": "noc", "Role": "read", "Sha256": "{{Hash}}" } ]""", urls);

        Assert.Equal(clear, string.Join(' ', api.UrlsInTheClear));
        Assert.Equal(clear.Length == 0, api.Refuses(api with { Keys = [] }) is null);
        Assert.Null(api.Refuses(api));
    }

    [Fact]
    public async Task Keys_that_travel_in_the_clear_beyond_this_machine_are_a_warning_at_the_start()
    {
        var site = JsonNode.Parse(Site($$"""[ { "Name": "noc", "Role": "read", "Sha256": "{{Hash}}" } ]"""))!;
        site["Orchestrator"]!["DataDirectory"] = _files.PathOf("data");
        var url = OrchestratorProcess.FreeUrl().Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal);

        await using var program = OrchestratorProcess.Start("run", "--config", _files.Add("site.json", site.ToJsonString()), "--urls", url);

        await Eventually.NoDifferenceAsync(() =>
            program.Log.Contains($"API keys travel in the clear on {url}", StringComparison.Ordinal) ? null : $"no warning:\n{program.Log}");
    }

    [Fact]
    public void What_waits_for_the_next_start_is_known()
    {
        var api = Valid("[]");
        Assert.Empty(api.WaitingForStart(Valid($$"""[ { "Name": "noc", "Role": "read", "Sha256": "{{Hash}}" } ]""")));
        Assert.Empty(api.WaitingForStart(api with { Limits = api.Limits with { PageSize = 7 } }));
        Assert.Equal(
            ["Api:Urls", "Api:Certificate"],
            api.WaitingForStart(api with { Urls = ["http://127.0.0.1:1"], Certificate = new CertificateFiles("a", "b") }));
    }

    [Theory]
    [InlineData("""[{ "Role": "read", "Sha256": "hash" }]""", "0:Name", "is missing")]
    [InlineData("""[{ "Name": " noc", "Role": "read", "Sha256": "hash" }]""", "0:Name", "no space at its ends")]
    [InlineData("""[{ "Name": "n\noc", "Role": "read", "Sha256": "hash" }]""", "0:Name", "no control character")]
    [InlineData("""[{ "Name": "noc", "Sha256": "hash" }]""", "0:Role", "is missing")]
    [InlineData("""[{ "Name": "noc", "Role": "write", "Sha256": "hash" }]""", "0:Role", "must be read")]
    [InlineData("""[{ "Name": "noc", "Role": "read" }]""", "0:Sha256", "is missing")]
    [InlineData("""[{ "Name": "noc", "Role": "read", "Sha256": "hunter2" }]""", "0:Sha256", "never the key itself")]
    [InlineData("""[{ "Name": "noc", "Role": "read", "Sha256": "hash", "Clusters": ["amer"] }]""", "0:Clusters:0", "is not one of")]
    [InlineData("""[{ "Name": "noc", "Role": "read", "Sha256": "hash", "Clusters": ["EMEA"] }]""", "0:Clusters:0", "is not one of")]
    [InlineData("""[{ "Name": "noc", "Role": "read", "Sha256": "hash", "Clusters": [] }]""", "0:Clusters", "leave it out")]
    [InlineData("""[{ "Name": "noc", "Role": "read", "Sha256": "hash", "Clusters": "emea" }]""", "0:Clusters", "keys of its own")]
    [InlineData("""[{ "Name": "noc", "Role": "read", "Sha256": "hash", "Key": "hunter2" }]""", "0:Key", "is not a key that is known")]
    [InlineData("""
        [{ "Name": "noc", "Role": "read", "Sha256": "hash" },
         { "Name": "NOC", "Role": "read", "Sha256": "0000000000000000000000000000000000000000000000000000000000000000" }]
        """, "1:Name", "is another key's")]
    [InlineData("""[{ "Name": "noc", "Role": "read", "Sha256": "hash" }, { "Name": "soc", "Role": "read", "Sha256": "hash" }]""", "1:Sha256", "is another key's")]
    public void A_wrong_key_is_one_problem_and_nothing_of_it_is_shown(string keys, string place, string part)
    {
        var result = SiteFiles.Read(_files.Add("site.json", Site(keys.Replace("\"hash\"", $"\"{Hash}\"", StringComparison.Ordinal))));

        var problem = Assert.Single(Assert.IsType<SiteResult.Invalid>(result).Problems);
        Assert.Equal("Api:Keys:" + place, problem.Path);
        Assert.Contains(part, problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("--clusters emea", "emea")]
    [InlineData("--clusters emea apac", "emea apac")]
    [InlineData("--clusters emea,apac", "emea apac")]
    [InlineData("--clusters emea --clusters apac", "emea apac")]
    public async Task A_new_key_is_printed_with_what_the_configuration_needs_of_it(string arguments, string? clusters)
    {
        using var output = new StringWriter { NewLine = "\n" };

        var code = await OrchestratorCommand.RunAsync(
            ["key", "new", "--name", "noc", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)], output, TextWriter.Null);

        Assert.Equal(0, code);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var entry = JsonNode.Parse(lines[1])!;
        Assert.Equal(KeyHash.Of(lines[0]).ToString(), entry["Sha256"]!.ToString());
        Assert.Equal(clusters, entry["Clusters"]?.AsArray() is { } list ? string.Join(' ', list) : null);
        entry.AsObject().Remove("Clusters");
        Assert.Equal("noc", Assert.Single(Valid($"[{entry.ToJsonString()}]").Keys).Name);
    }

    public void Dispose() => _files.Dispose();

    private ApiSettings Valid(string keys, string urls = ApiSettings.DefaultUrl) =>
        Assert.IsType<SiteResult.Valid>(SiteFiles.Read(_files.Add("site.json", Site(keys, urls)))).Site.Api;

    private static string Site(string keys, string urls = ApiSettings.DefaultUrl)
    {
        var site = JsonNode.Parse(SiteFiles.Minimal)!;
        site["Api"] = new JsonObject { ["Urls"] = urls, ["Keys"] = JsonNode.Parse(keys) };
        return site.ToJsonString();
    }
}
