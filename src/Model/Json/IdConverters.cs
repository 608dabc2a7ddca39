using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Json;

/// <summary>A value whose JSON form is one text, as a value and as a key.</summary>
public abstract class TextConverter<T> : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : throw new JsonException($"A {typeof(T).Name} is a text.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Format(value));
    }

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(Format(value));
    }

    protected abstract T Parse(string text);

    protected abstract string Format(T value);

    protected static Guid Guid(string text) =>
        System.Guid.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id : throw new JsonException("Not a GUID.");
}

internal sealed class CallGuidConverter : TextConverter<CallGuid>
{
    protected override CallGuid Parse(string text) => new(Guid(text));

    protected override string Format(CallGuid value) => value.ToString();
}

internal sealed class ParticipantIdConverter : TextConverter<ParticipantId>
{
    protected override ParticipantId Parse(string text) => new(Guid(text));

    protected override string Format(ParticipantId value) => value.ToString();
}

internal sealed class CallCorrelatorConverter : TextConverter<CallCorrelator>
{
    protected override CallCorrelator Parse(string text) => new(Guid(text));

    protected override string Format(CallCorrelator value) => value.ToString();
}

internal sealed class CallIdConverter : TextConverter<CallId>
{
    protected override CallId Parse(string text) => new(Guid(text));

    protected override string Format(CallId value) => value.ToString();
}

/// <summary>A cluster's name as its text.</summary>
public sealed class ClusterNameConverter : TextConverter<ClusterName>
{
    protected override ClusterName Parse(string text) => new(text);

    protected override string Format(ClusterName value) => value.Value;
}

/// <summary>A Call Bridge's name as its text.</summary>
public sealed class CallBridgeNameConverter : TextConverter<CallBridgeName>
{
    protected override CallBridgeName Parse(string text) => new(text);

    protected override string Format(CallBridgeName value) => value.Value;
}

/// <summary>A moment as RFC 3339 text, UTC, with milliseconds.</summary>
public sealed class InstantConverter : TextConverter<Instant>
{
    protected override Instant Parse(string text) => Instant.Parse(text) ?? throw new JsonException("Not a time.");

    protected override string Format(Instant value) => value.ToString();
}

/// <summary>"processStart.connection".</summary>
internal sealed class EpochConverter : TextConverter<Epoch>
{
    protected override Epoch Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), CultureInfo.InvariantCulture, out var start)
            && int.TryParse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture, out var connection)
                ? new(start, connection)
                : throw new JsonException("Not an epoch.");
    }

    protected override string Format(Epoch value) => value.ToString();
}

/// <summary>"bridge/guid"; the GUID has no slash, so the last one divides.</summary>
internal sealed class InstanceKeyConverter : TextConverter<InstanceKey>
{
    protected override InstanceKey Parse(string text)
    {
        var slash = text.LastIndexOf('/');
        return slash >= 0 ? new(new(text[..slash]), new(Guid(text[(slash + 1)..]))) : throw new JsonException("Not an instance.");
    }

    protected override string Format(InstanceKey value) => value.ToString();
}
