using System.Text.Encodings.Web;
using System.Text.Json;

namespace CmsOrchestrator.Model.Json;

/// <summary>
/// JSON as answers and the feed have it: their media type and "nosniff" say that it is JSON and no part of a page, so letters, "+" and
/// quotes need no escape.
/// </summary>
public static class PlainJson
{
    public static JsonWriterOptions Writer { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The views' JSON, written so.</summary>
    public static ViewJson Views { get; } = new(new JsonSerializerOptions(ViewJson.Default.Options) { Encoder = Writer.Encoder });
}
