using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Json;

/// <summary>A value as the bridge said it: text, number, true, false, or null.</summary>
internal sealed class ElementValueConverter : JsonConverter<ElementValue>
{
    public override bool HandleNull => true;

    public override ElementValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => ElementValue.None,
        JsonTokenType.True => ElementValue.Of(true),
        JsonTokenType.False => ElementValue.Of(false),
        JsonTokenType.Number => ElementValue.Of(reader.GetDouble()),
        JsonTokenType.String => ElementValue.Of(reader.GetString()),
        _ => throw new JsonException("Not a text, a number, true, false or null."),
    };

    public override void Write(Utf8JsonWriter writer, ElementValue value, JsonSerializerOptions options) => ElementWriter.Write(writer, value);
}

/// <summary>An object of element names and values.</summary>
internal sealed class ElementValuesConverter : JsonConverter<ElementValues>
{
    private static readonly ElementValueConverter Value = new();

    public override ElementValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var values = new ElementValuesBuilder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ElementKey.ReadOrSkip(ref reader) is { } element)
            {
                reader.Read();
                values.Set(element, Value.Read(ref reader, typeof(ElementValue), options));
            }
        }

        return values.Build();
    }

    public override void Write(Utf8JsonWriter writer, ElementValues value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        ElementWriter.Write(writer, value);
        writer.WriteEndObject();
    }
}

/// <summary>An object of element names, each with its value and the milliseconds of its last change.</summary>
internal sealed class StampedValuesConverter : JsonConverter<StampedValues>
{
    private static readonly ElementValueConverter Value = new();

    public override StampedValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var told = new SortedDictionary<Element, (ElementValue Value, Instant Time)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ElementKey.ReadOrSkip(ref reader) is not { } element)
            {
                continue;
            }

            reader.Read();
            reader.Read();
            var value = Value.Read(ref reader, typeof(ElementValue), options);
            reader.Read();
            told[element] = (value, new Instant(reader.GetInt64()));
            reader.Read();
        }

        return new StampedValues(
            ElementSet.Of([.. told.Keys]), [.. told.Values.Select(v => v.Value)], [.. told.Values.Select(v => v.Time)]);
    }

    public override void Write(Utf8JsonWriter writer, StampedValues value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var element in value.Present)
        {
            writer.WriteStartArray(element.Utf8());
            ElementWriter.Write(writer, value[element]);
            writer.WriteNumberValue(value.TimeOf(element).Milliseconds);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}

internal static class ElementKey
{
    /// <summary>The element that a key names; null for one of a later version, whose value is skipped.</summary>
    public static Element? ReadOrSkip(ref Utf8JsonReader reader)
    {
        var element = ElementNames.Find(Encoding.UTF8.GetBytes(reader.GetString()!));
        if (element is null)
        {
            reader.Skip();
        }

        return element;
    }
}
