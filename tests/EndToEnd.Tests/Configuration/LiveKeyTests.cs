using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CmsOrchestrator.Api.Keys;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class LiveKeyTests : IDisposable
{
    private readonly SiteFiles _files = new();

    [Fact]
    public async Task A_key_works_for_as_long_as_it_is_in_the_file_and_a_bad_edit_changes_nothing()
    {
        var file = _files.Add("site.json", Site("noc", "soc"));
        await using var program = OrchestratorProcess.Start("run", "--config", file, "--urls", OrchestratorProcess.FreeUrl());
        await program.ReadyAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(program, null));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(program, "noc"));

        _files.Add("site.json", Site("noc").Replace("\"Role\":\"read\"", "\"Role\":\"write\"", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => program.Log.Contains("Api:Keys:0:Role: must be read", StringComparison.Ordinal), "the edit is not refused");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(program, "soc"));

        _files.Add("site.json", Site("noc"));
        await Eventually.NoDifferenceAsync(
            async () => await AskAsync(program, "soc") is HttpStatusCode.Unauthorized ? null : "a key that is gone still works");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(program, "noc"));
        await Eventually.TrueAsync(() => program.Log.Contains("API key soc is removed", StringComparison.Ordinal), "the audit log does not say it");
        Assert.DoesNotContain("key-of-", program.Log, StringComparison.Ordinal);
    }

    public void Dispose() => _files.Dispose();

    private static async Task<HttpStatusCode> AskAsync(OrchestratorProcess program, string? name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stats");
        request.Headers.Authorization = name is null ? null : new AuthenticationHeaderValue("Bearer", "key-of-" + name);
        using var answer = await program.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private string Site(params string[] names)
    {
        var site = JsonNode.Parse(SiteFiles.Minimal)!;
        site["Orchestrator"]!["DataDirectory"] = _files.PathOf("data");
        site["Api"] = new JsonObject
        {
            ["Keys"] = new JsonArray([.. names.Select(name => new JsonObject
            {
                ["Name"] = name, ["Role"] = "read", ["Sha256"] = KeyHash.Of("key-of-" + name).ToString(),
            })]),
        };
        return site.ToJsonString();
    }
}
