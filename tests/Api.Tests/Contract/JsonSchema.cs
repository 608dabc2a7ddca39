using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CmsOrchestrator.Api.Tests.Contract;

/// <summary>
/// The part of JSON Schema 2020-12 that the document uses; a keyword that is none of these is a fault of the schema, so that
/// nothing goes unchecked.
/// </summary>
internal sealed class JsonSchema(JsonNode root)
{
    /// <summary>Everything that is wrong with the value, each with its place.</summary>
    public IEnumerable<string> Problems(JsonNode? value, JsonNode schema, string at = "$") =>
        schema.AsObject().SelectMany(keyword => keyword.Key switch
        {
            "$ref" => Problems(value, Resolve(keyword.Value!.ToString()), at),
            "type" => One(Types(keyword.Value!).Contains(TypeOf(value)) || (TypeOf(value) == "integer" && Types(keyword.Value!).Contains("number")),
                $"{at}: {TypeOf(value)} instead of {keyword.Value!.ToJsonString()}"),
            "enum" => One(keyword.Value!.AsArray().Any(word => JsonNode.DeepEquals(word, value)), $"{at}: {value} is not in the set"),
            "pattern" => One(value is not JsonValue text || TypeOf(text) != "string" || Regex.IsMatch(text.ToString(), keyword.Value!.ToString()),
                $"{at}: {value} is not like {keyword.Value}"),
            "minimum" => One(Number(value) is not { } number || number >= Number(keyword.Value), $"{at}: {value} is too small"),
            "maximum" => One(Number(value) is not { } number || number <= Number(keyword.Value), $"{at}: {value} is too large"),
            "required" => value is JsonObject there
                ? keyword.Value!.AsArray().Where(name => !there.ContainsKey(name!.ToString())).Select(name => $"{at}: no {name}")
                : [],
            "properties" => value is JsonObject holder
                ? holder.Where(p => keyword.Value![p.Key] is not null).SelectMany(p => Problems(p.Value, keyword.Value![p.Key]!, $"{at}.{p.Key}"))
                : [],
            "additionalProperties" => value is JsonObject more && keyword.Value!.GetValueKind() == JsonValueKind.False
                ? more.Where(p => schema["properties"]![p.Key] is null).Select(p => $"{at}: {p.Key} is not in the document")
                : [],
            "items" => value is JsonArray list ? list.SelectMany((item, place) => Problems(item, keyword.Value!, $"{at}[{place}]")) : [],
            "description" or "examples" or "default" or "format" => [],
            var other => [$"{at}: the schema has {other}, which nobody checks"],
        });

    /// <summary>What <c>#/components/…</c> points to.</summary>
    public JsonNode Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(root, (node, name) => node[name] ?? throw new InvalidOperationException($"{reference} is not there."));

    private static string[] Types(JsonNode type) => type is JsonArray several ? [.. several.Select(t => t!.ToString())] : [type.ToString()];

    private static IEnumerable<string> One(bool isFine, string problem) => isFine ? [] : [problem];

    private static double? Number(JsonNode? value) =>
        TypeOf(value) is "integer" or "number" ? double.Parse(value!.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.ToJsonString().All(char.IsAsciiDigit) ? "integer" : "number",
        _ => "null",
    };
}
