using System.Text.Json.Nodes;
using CmsOrchestrator.Api.OpenApi;

namespace CmsOrchestrator.Api.Tests.Contract;

/// <summary>The OpenAPI document that the API serves, read as a test needs it.</summary>
internal static class ApiDocument
{
    public static JsonNode Root { get; } = Read();

    public static JsonSchema Schema { get; } = new(Root);

    public static IEnumerable<string> Paths => Root["paths"]!.AsObject().Select(path => path.Key);

    /// <summary>The operation at a concrete path, without its query; null where the document has none.</summary>
    public static JsonNode? OperationAt(string path)
    {
        var segments = path.Split('/');
        return Root["paths"]!.AsObject()
            .Where(template => Fits(template.Key.Split('/'), segments))
            .OrderBy(template => template.Key.Count(letter => letter == '{'))
            .FirstOrDefault().Value?["get"];
    }

    /// <summary>The parameters of an operation that are <paramref name="place"/>: in the path, the query, a header.</summary>
    public static IEnumerable<JsonNode> Parameters(JsonNode operation, string place) =>
        (operation["parameters"]?.AsArray() ?? []).Select(parameter => Resolve(parameter!)).Where(parameter => parameter["in"]!.ToString() == place);

    public static JsonNode Resolve(JsonNode node) => node["$ref"] is { } reference ? Schema.Resolve(reference.ToString()) : node;

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length
        && template.Zip(path, (wanted, given) =>
            wanted.StartsWith('{') ? given.Length > 0 : wanted.Equals(given, StringComparison.OrdinalIgnoreCase)).All(fits => fits);

    private static JsonNode Read()
    {
        using var stream = typeof(OpenApiEndpoints).Assembly.GetManifestResourceStream("openapi.json")!;
        return JsonNode.Parse(stream)!;
    }
}
