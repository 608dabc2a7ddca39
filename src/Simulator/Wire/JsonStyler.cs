using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CmsOrchestrator.Simulator;

/// <summary>Writes a compact JSON text again, token by token, in another style; what it says stays the same.</summary>
internal sealed class JsonStyler(JsonStyle style)
{
    private const string UnknownKeys = "\"xNew\":{\"a\":[1,{\"type\":\"remove\"}],\"b\":null},\"xWord\":\"message\"";

    public byte[] Restyle(ReadOnlySpan<byte> compact)
    {
        if (style.IsCompact)
        {
            return compact.ToArray();
        }

        var output = new ArrayBufferWriter<byte>(compact.Length * 2);
        var reader = new Utf8JsonReader(compact);
        var first = true;
        var afterKey = false;
        while (reader.Read())
        {
            var closes = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (!afterKey)
            {
                Separate(output, closes || first, reader.CurrentDepth);
            }

            WriteToken(output, ref reader);
            afterKey = reader.TokenType == JsonTokenType.PropertyName;
            first = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            if (reader.TokenType == JsonTokenType.StartObject && style.UnknownKeys)
            {
                Separate(output, noComma: true, reader.CurrentDepth + 1);
                output.Write(Encoding.UTF8.GetBytes(UnknownKeys));
                first = false;
            }
        }

        return output.WrittenSpan.ToArray();
    }

    private void WriteToken(ArrayBufferWriter<byte> output, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                WriteQuoted(output, reader.ValueSpan);
                output.Write(style.Spacing == JsonSpacing.Compact ? ":"u8 : " : "u8);
                break;
            case JsonTokenType.String:
                WriteQuoted(output, reader.ValueSpan);
                break;
            case JsonTokenType.Number:
                output.Write(reader.ValueSpan);
                output.Write(style.DecimalNumbers && reader.TryGetInt64(out _) ? ".0"u8 : ""u8);
                break;
            case JsonTokenType.Null when style.Missing == MissingValues.EmptyText:
                output.Write("\"\""u8);
                break;
            default:
                output.Write(reader.ValueSpan);
                break;
        }
    }

    private void Separate(ArrayBufferWriter<byte> output, bool noComma, int depth)
    {
        if (output.WrittenCount == 0)
        {
            return;
        }

        output.Write(noComma ? ""u8 : ","u8);
        if (style.Spacing == JsonSpacing.Spaced)
        {
            output.Write(" "u8);
        }
        else if (style.Spacing == JsonSpacing.Indented)
        {
            output.Write("\r\n"u8);
            for (; depth > 0; depth--)
            {
                output.Write("\t"u8);
            }
        }
    }

    // The span is as it stood between the quotes, escapes included, so it can stand there again.
    private static void WriteQuoted(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        output.Write("\""u8);
        output.Write(text);
        output.Write("\""u8);
    }
}
