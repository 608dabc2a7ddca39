using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Configuration;

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

    [Fact]
    public async Task A_key_that_is_taken_out_of_the_file_ends_its_open_stream_and_no_other_ends()
    {
        var file = _files.Add("site.json", Site("noc", "soc", "ops"));
        await using var program = OrchestratorProcess.Start("run", "--config", file, "--urls", OrchestratorProcess.FreeUrl());
        await program.ReadyAsync();
        using var kept = await StreamAsync(program, "noc");
        using var removed = await StreamAsync(program, "soc");
        using var other = await StreamAsync(program, "ops");

        _files.Add("site.json", Site("noc", "ops"));
        while (await removed.ReadLineAsync() is not null)
        {
            // What was said before the end.
        }

        foreach (var stream in new[] { kept, other })
        {
            var before = stream.Heartbeats;
            while (stream.Heartbeats == before)
            {
                Assert.NotNull(await stream.ReadLineAsync());
            }
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(program, "soc"));
    }

    [Fact]
    public void A_change_of_a_file_is_told_well_within_five_seconds() =>
        Assert.InRange(FileWatch.LongestWait, TimeSpan.Zero, TimeSpan.FromSeconds(4));

    public void Dispose() => _files.Dispose();

    private static async Task<OpenStream> StreamAsync(OrchestratorProcess program, string name)
    {
        using var request = Request("/api/v1/events", name);
        var answer = await program.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new OpenStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    private static HttpRequestMessage Request(string path, string? name)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = name is null ? null : new AuthenticationHeaderValue("Bearer", "key-of-" + name);
        return request;
    }

    private static async Task<HttpStatusCode> AskAsync(OrchestratorProcess program, string? name)
    {
        using var request = Request("/api/v1/stats", name);
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

    /// <summary>A change stream that is read line by line; a minute without a line is too long.</summary>
    private sealed class OpenStream(HttpResponseMessage answer, StreamReader reader) : IDisposable
    {
        private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

        public int Heartbeats { get; private set; }

        /// <summary>Null at the end of the stream.</summary>
        public async Task<string?> ReadLineAsync()
        {
            using var limit = new CancellationTokenSource(Limit);
            var line = await reader.ReadLineAsync(limit.Token);
            Heartbeats += line == ": still here" ? 1 : 0;
            return line;
        }

        public void Dispose()
        {
            reader.Dispose();
            answer.Dispose();
        }
    }
}
