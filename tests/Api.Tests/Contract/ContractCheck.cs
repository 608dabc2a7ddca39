using System.Globalization;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.Api.Tests.Contract;

/// <summary>
/// Holds every answer of the test suite against the document: its status, its media type, its body. What the document has no
/// address for must be a problem; what a test maps for itself is its own affair.
/// </summary>
internal sealed class ContractCheck() : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly JsonNode AnyProblem = ApiDocument.Schema.Resolve("#/components/responses/MethodNotAllowed");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (IsJson(response.Content.Headers.ContentType?.MediaType))
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
        }

        var problems = await ProblemsAsync(request, response, cancellationToken);
        Assert.True(problems.Count == 0, $"{request.Method} {request.RequestUri!.PathAndQuery}: {string.Join('\n', problems)}");
        return response;
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(
        HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var type = response.Content.Headers.ContentType?.MediaType;
        var answers = ApiDocument.OperationAt(request.RequestUri!.AbsolutePath)?["responses"];
        if (answers is null && type != "application/problem+json")
        {
            return [];
        }

        var answer = answers is null || status == "405" ? AnyProblem : answers[status];
        if (answer is null)
        {
            return [$"a {status} is not in the document"];
        }

        var content = ApiDocument.Resolve(answer)["content"];
        if (type is null || request.Method == HttpMethod.Head)
        {
            return content is null || request.Method == HttpMethod.Head || IsKestrelsOwn(status) ? [] : [$"a {status} without a body"];
        }

        if (content?[type]?["schema"] is not { } schema)
        {
            return [$"a {status} of {type} is not in the document"];
        }

        return !IsJson(type) ? [] : [.. ApiDocument.Schema.Problems(JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation)), schema)];
    }

    private static bool IsJson(string? type) => type is "application/json" or "application/problem+json";

    private static bool IsKestrelsOwn(string status) => status is "414" or "431";
}
