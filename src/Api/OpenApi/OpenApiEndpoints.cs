using CmsOrchestrator.Api.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.OpenApi;

/// <summary>
/// <c>/openapi/v1.json</c>: the document beside this file, as it is. It is written by hand, as endpoints read their parameters
/// themselves; tests hold it against the routes, against what each parameter does, and every answer against its schemas.
/// </summary>
internal static class OpenApiEndpoints
{
    private static readonly byte[] Document = Read();

    public static T MapOpenApi<T>(this T routes)
        where T : IEndpointRouteBuilder => routes.MapRead("/openapi/v1.json", Get);

    private static TaggedJson Get() => new TaggedJson(writer => writer.WriteRawValue(Document, skipInputValidation: true));

    private static byte[] Read()
    {
        using var stream = typeof(OpenApiEndpoints).Assembly.GetManifestResourceStream("openapi.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
