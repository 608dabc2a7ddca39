using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CmsOrchestrator.Model.Json;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Http;

/// <summary>
/// A whole answer as UTF-8, in a rented buffer: it must be complete before its first byte leaves, because its tag goes ahead of it.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    private const int TagBytes = 16;

    private readonly RentedBuffer _buffer = new();

    private JsonBody()
    {
    }

    /// <summary>A strong entity tag, quotes included: equal for equal bytes only.</summary>
    public string EntityTag
    {
        get
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(_buffer.Written.Span, hash);
            return $"\"{Base64Url.EncodeToString(hash[..TagBytes])}\"";
        }
    }

    /// <summary>Until it is disposed of.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.Written;

    public static JsonBody Of(Action<Utf8JsonWriter> write)
    {
        var body = new JsonBody();
        try
        {
            using var writer = new Utf8JsonWriter(body._buffer, PlainJson.Writer);
            write(writer);
        }
        catch
        {
            body.Dispose();
            throw;
        }

        return body;
    }

    public static JsonBody Of<T>(T value, JsonTypeInfo<T> type) => Of(writer => JsonSerializer.Serialize(writer, value, type));

    public Task SendAsync(HttpContext context, string contentType) => SendAsync(context, _buffer.Written, contentType);

    /// <summary>Sends a body with its length; of an answer to HEAD only the head.</summary>
    public static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    public void Dispose() => _buffer.Dispose();
}
