using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.Protocol.Tests;

/// <summary>Other ways to write the same message, each by its name.</summary>
internal static class Layouts
{
    public static readonly IReadOnlyDictionary<string, Func<string, string>> All = new Dictionary<string, Func<string, string>>
    {
        ["as in the document"] = json => json,
        ["without any space"] = json => JsonNode.Parse(json)!.ToJsonString(),
        ["pretty printed"] = json => JsonNode.Parse(json)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }),
        ["spaces around everything"] = json => Spread(JsonNode.Parse(json)),
        ["keys in reverse order"] = json => Map(json, o => o.Reverse()),
        ["unknown keys everywhere"] = json => Map(json, o => [Unknown("before"), .. o, Unknown("after")]),
        ["escaped keys"] = json => EscapeKeys(JsonNode.Parse(json)),
        ["every key twice, the last counts"] = json => Twice(JsonNode.Parse(json)),
    };

    private static KeyValuePair<string, JsonNode?> Unknown(string name) =>
        new("unknown-" + name, JsonNode.Parse("""{ "type": "x", "messageId": "y", "updates": [ { "index": [ null, 1e9 ] }, [], {}, "\u00e9" ] }"""));

    private static string Map(string json, Func<IEnumerable<KeyValuePair<string, JsonNode?>>, IEnumerable<KeyValuePair<string, JsonNode?>>> keys)
    {
        return Walk(JsonNode.Parse(json))!.ToJsonString();

        JsonNode? Walk(JsonNode? node) => node switch
        {
            JsonObject o => new JsonObject(keys(o.Select(p => KeyValuePair.Create(p.Key, Walk(p.Value))))),
            JsonArray a => new JsonArray([.. a.Select(Walk)]),
            _ => node?.DeepClone(),
        };
    }

    private static string Spread(JsonNode? node) => node switch
    {
        JsonObject o => " {\r\n\t" + string.Join(" ,\n ", o.Select(p => $"\"{p.Key}\" :\t{Spread(p.Value)}")) + " } ",
        JsonArray a => " [ " + string.Join("\r\n, ", a.Select(Spread)) + "\t] ",
        _ => " " + (node?.ToJsonString() ?? "null") + " ",
    };

    private static string EscapeKeys(JsonNode? node) => node switch
    {
        JsonObject o => "{" + string.Join(",", o.Select(p => $"\"{Escape(p.Key)}\":{EscapeKeys(p.Value)}")) + "}",
        JsonArray a => "[" + string.Join(",", a.Select(EscapeKeys)) + "]",
        _ => node?.ToJsonString() ?? "null",
    };

    private static string Twice(JsonNode? node) => node switch
    {
        JsonObject o => "{" + string.Join(",", o.Select(p => $"\"{p.Key}\":{Other(p.Value)},\"{p.Key}\":{Twice(p.Value)}")) + "}",
        JsonArray a => "[" + string.Join(",", a.Select(Twice)) + "]",
        _ => node?.ToJsonString() ?? "null",
    };

    /// <summary>Something else of the same shape.</summary>
    private static string Other(JsonNode? node) => node switch
    {
        JsonObject => "{}",
        JsonArray => "[]",
        null => "true",
        _ when node.GetValueKind() == JsonValueKind.String =>
            Guid.TryParse(node.GetValue<string>(), out _) ? $"\"{Guid.Empty}\"" : "\"calls\"",
        _ when node.GetValueKind() == JsonValueKind.Number => "77",
        _ => "null",
    };

    public static string Escape(string text) => string.Concat(text.Select(c => $"\\u{(int)c:x4}"));
}
