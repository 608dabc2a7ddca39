using System.Globalization;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary><c>demo</c>, as somebody tries it who has nothing but the program.</summary>
public sealed class DemoTests
{
    private const string Left = "cms-orchestrator-demo-*";

    [Theory]
    [InlineData("", 2, 3, 20)]
    [InlineData("--clusters 1 --bridges 2 --calls 3", 1, 2, 3)]
    public async Task A_demo_is_a_live_deployment_of_its_size_without_any_configuration_and_leaves_nothing_behind(
        string size, int clusters, int bridges, int calls)
    {
        using var directory = new TestDirectory();
        var url = OrchestratorProcess.FreeUrl();
        await using var program = OrchestratorProcess.StartBy(
            ["env", $"TMPDIR={directory.Path}"], ["demo", .. size.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--urls", url]);
        await program.ReadyAsync();

        await Eventually.NoDifferenceAsync(async () =>
        {
            var shown = (await AskAsync(program, "clusters"))["items"]!.AsArray();
            var connected = string.Join(' ', shown.Select(c => $"{c!["callBridges"]!["connected"]} of {c["callBridges"]!["total"]}"));
            return connected == string.Join(' ', Enumerable.Repeat($"{bridges} of {bridges}", clusters)) ? null : connected;
        });
        await Eventually.NoDifferenceAsync(async () =>
        {
            var active = Number((await AskAsync(program, "stats"))["calls"]!["active"]!);
            return active >= clusters * calls / 2 && active <= clusters * calls * 2 ? null : $"{active} calls";
        });
        var before = Number((await AskAsync(program, "stats"))["revision"]!);
        await Eventually.NoDifferenceAsync(async () =>
            Number((await AskAsync(program, "stats"))["revision"]!) > before ? null : "nothing happens in it");
        Assert.NotEmpty(Directory.EnumerateDirectories(directory.Path, Left));

        Assert.Equal(0, await program.TerminateAsync());
        Assert.Empty(Directory.EnumerateDirectories(directory.Path, Left));
    }

    private static async Task<JsonNode> AskAsync(OrchestratorProcess program, string what) =>
        JsonNode.Parse(await program.Http.GetStringAsync("/api/v1/" + what))!;

    private static long Number(JsonNode value) => long.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
