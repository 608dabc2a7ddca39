using System.Text.Json;
using System.Text.Json.Serialization;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>How the control surface writes ids and words.</summary>
internal static class ControlJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new IdConverter<CallGuid>(g => new CallGuid(g)));
        options.Converters.Add(new IdConverter<CallCorrelator>(g => new CallCorrelator(g)));
        options.Converters.Add(new IdConverter<ParticipantId>(g => new ParticipantId(g)));
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    private sealed class IdConverter<T>(Func<Guid, T> make) : JsonConverter<T>
        where T : notnull
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => make(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
