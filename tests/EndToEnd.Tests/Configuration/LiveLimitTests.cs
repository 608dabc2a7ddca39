using System.Net;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class LiveLimitTests : IDisposable
{
    private readonly SiteFiles _files = new();

    [Fact]
    public async Task A_limit_that_is_edited_is_in_force_without_a_restart()
    {
        var file = _files.Add("site.json", Site(pageSize: 3));
        await using var program = OrchestratorProcess.Start("run", "--config", file, "--urls", OrchestratorProcess.FreeUrl());
        await program.ReadyAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(program));
        _files.Add("site.json", Site(pageSize: 4));
        await Eventually.NoDifferenceAsync(async () => await StatusAsync(program) is var status && status == HttpStatusCode.OK ? null : $"{status}");
        Assert.DoesNotContain("at the next start", program.Log, StringComparison.Ordinal);
    }

    public void Dispose() => _files.Dispose();

    private static async Task<HttpStatusCode> StatusAsync(OrchestratorProcess program)
    {
        using var answer = await program.Http.GetAsync("/api/v1/calls?limit=4");
        return answer.StatusCode;
    }

    private string Site(int pageSize)
    {
        var site = JsonNode.Parse(SiteFiles.Minimal)!;
        site["Orchestrator"]!["DataDirectory"] = _files.PathOf("data");
        site["Api"] = new JsonObject { ["Limits"] = new JsonObject { ["PageSize"] = pageSize } };
        return site.ToJsonString();
    }
}
