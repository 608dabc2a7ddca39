using System.Collections.Immutable;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly SiteFiles _files = new();

    [Fact]
    public void A_file_that_is_not_JSON_is_named_with_the_place_and_nothing_of_it()
    {
        var file = _files.Add("site.json", "{ \"Orchestrator\": {\n  \"Password\": hunter2 } }");

        Assert.Equal($"{file}: not valid JSON: line 2, byte 15", Assert.Single(Problems(file)).ToString());
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "must be a JSON object")]
    public void A_file_that_is_no_object_is_named(string text, string part) =>
        Assert.Contains(part, Assert.Single(Problems(_files.Add("site.json", text))).What, StringComparison.Ordinal);

    [Fact]
    public void Every_missing_file_is_named()
    {
        var (first, second) = (_files.PathOf("a.json"), _files.PathOf("no/b.json"));

        Assert.Equal([$"{first}: does not exist", $"{second}: does not exist"], Problems(first, second).Select(problem => problem.ToString()));
    }

    [Fact]
    public void Comments_and_a_comma_too_many_are_fine() =>
        Assert.IsType<SiteResult.Valid>(SiteFiles.Read(_files.Add(
            "site.json", "// our site\n" + SiteFiles.Minimal.Replace("\"pa55-word\"", "\"pa55-word\", /* rotated */", StringComparison.Ordinal))));

    [Fact]
    public void Names_that_differ_only_in_case_are_refused_in_one_file()
    {
        var file = _files.Add("site.json", """
            { "Orchestrator": { "Clusters": { "emea": { "CallBridges": { "lon1": { "Url": "https://a" }, "LON1": { "Username": "x" } } } } } }
            """);

        Assert.Equal(
            $"Orchestrator:Clusters:emea:CallBridges:LON1: is in {file} twice (names that differ only in case are one name)",
            Assert.Single(Problems(file)).ToString());
    }

    [Fact]
    public void Names_that_differ_only_in_case_are_refused_over_files()
    {
        var first = _files.Add("site.json", SiteFiles.Minimal);
        var second = _files.Add("more.json", SiteFiles.Minimal.Replace("emea", "EMEA", StringComparison.Ordinal));

        var problem = Assert.Single(Problems(first, second));

        Assert.Equal("Orchestrator:Clusters:emea: is also written EMEA: names that differ only in case are one name", problem.ToString());
    }

    public void Dispose() => _files.Dispose();

    private static ImmutableArray<ConfigurationProblem> Problems(params string[] files) =>
        Assert.IsType<SiteResult.Invalid>(SiteFiles.Read(files, null)).Problems;
}
