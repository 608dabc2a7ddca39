using System.Net;
using System.Text.Json.Nodes;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Contract;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_is_served_as_it_is_checked_in_without_a_key_and_with_a_tag()
    {
        await using var api = await ApiHost.StartAsync([SampleKeys.Key("noc")], []);
        api.Present(null);
        using var answer = await api.GetAsync("/openapi/v1.json");
        Assert.True(JsonNode.DeepEquals(ApiDocument.Root, JsonNode.Parse(await answer.Content.ReadAsStringAsync())));
        using var again = await api.GetAsync("/openapi/v1.json", ("If-None-Match", answer.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task The_document_is_of_the_version_that_runs()
    {
        await using var api = await ApiHost.StartAsync();
        Assert.StartsWith("3.1.", ApiDocument.Root["openapi"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal((await api.JsonAsync("/api/v1/stats"))["version"]!.ToString(), ApiDocument.Root["info"]!["version"]!.ToString());
    }

    [Fact]
    public async Task Every_route_is_in_the_document()
    {
        await using var api = await ApiHost.StartAsync();
        Assert.Empty(api.Routes.Except(ApiDocument.Paths).Except(["/", "/assets/{name}"])); // the page is for people
    }

    [Fact]
    public void Every_example_holds_its_schema()
    {
        var problems =
            from schema in ApiDocument.Root["components"]!["schemas"]!.AsObject()
            from example in schema.Value!["examples"]?.AsArray() ?? []
            from problem in ApiDocument.Schema.Problems(example, schema.Value, schema.Key)
            select problem;
        var ofAnswers =
            from response in ApiDocument.Root["components"]!["responses"]!.AsObject()
            let content = response.Value!["content"]?["application/problem+json"]
            where content?["example"] is not null
            from problem in ApiDocument.Schema.Problems(content["example"], content["schema"]!, response.Key)
            select problem;
        Assert.Empty(problems.Concat(ofAnswers));
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = References(ApiDocument.Root).Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => ApiDocument.Schema.Resolve(reference));
    }

    [Fact]
    public void Every_operation_says_what_it_is_and_what_it_answers()
    {
        var operations = ApiDocument.Root["paths"]!.AsObject().Select(path => path.Value!["get"]!).ToList();
        Assert.Equal(operations.Count, operations.Select(operation => operation["operationId"]!.ToString()).Distinct().Count());
        Assert.All(operations, operation => Assert.NotEmpty(operation["summary"]!.ToString()));
        Assert.All(operations, operation => Assert.NotNull(operation["responses"]!["200"]));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject holder => holder.SelectMany(p => p.Key == "$ref" ? [p.Value!.ToString()] : References(p.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
