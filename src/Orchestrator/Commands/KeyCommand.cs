using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.Commands;

/// <summary><c>key new</c>: makes an API key. It is shown once and kept nowhere; the configuration gets its SHA-256.</summary>
internal static class KeyCommand
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Who the key is for; the audit log has it.", Required = true };
        name.Validators.Add(result =>
        {
            if (KeyName.Problem(result.Tokens is [var token] ? token.Value : "") is { } wrong)
            {
                result.AddError($"--name: {wrong}.");
            }
        });
        var clusters = new Option<string[]>("--clusters")
        {
            Description = "The clusters that it may see, separated by spaces or commas; without, all.",
            AllowMultipleArgumentsPerToken = true,
        };
        clusters.Validators.Add(result =>
        {
            if (Names(result.Tokens.Select(token => token.Value)).Length == 0)
            {
                result.AddError("--clusters: names no cluster; leave it out for all of them.");
            }
        });
        var make = new Command("new", "Make a key: print it, and what Api:Keys of the configuration needs of it.") { name, clusters };
        make.SetAction((parsed, _) => RunAsync(
            parsed.GetRequiredValue(name), Names(parsed.GetValue(clusters) ?? []), parsed.InvocationConfiguration));
        return new Command("key", "API keys.") { make };
    }

    private static async Task<int> RunAsync(string name, string[] clusters, InvocationConfiguration console)
    {
        var key = NewKey.Make();
        var entry = new JsonObject { ["Name"] = name, ["Role"] = "read", ["Sha256"] = KeyHash.Of(key).ToString() };
        if (clusters.Length > 0)
        {
            entry["Clusters"] = new JsonArray([.. clusters.Select(cluster => JsonValue.Create(cluster))]);
        }

        // The words go to stderr: stdout is the key, then the entry.
        await console.Error.WriteLineAsync("The key, shown this once:");
        await console.Output.WriteLineAsync(key);
        await console.Error.WriteLineAsync("For the list Api:Keys of the configuration:");
        await console.Output.WriteLineAsync(entry.ToJsonString(OneLine));
        return ExitCode.Fine;
    }

    private static string[] Names(IEnumerable<string> given) =>
        [.. given.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
}
