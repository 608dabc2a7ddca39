using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>Writes elements under their wire names.</summary>
public static class ElementWriter
{
    /// <summary>Writes every present element; "no value" is written as null.</summary>
    public static void Write(Utf8JsonWriter json, ElementValues values)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(values);
        foreach (var element in values.Present)
        {
            json.WritePropertyName(element.Utf8());
            Write(json, values[element]);
        }
    }

    /// <summary>Writes one value. A whole number is written without a fraction.</summary>
    public static void Write(Utf8JsonWriter json, ElementValue value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (value.AsText is { } text)
        {
            json.WriteStringValue(text);
        }
        else if (value.AsNumber is { } number)
        {
            if (Math.Floor(number).Equals(number) && Math.Abs(number) < 1L << 53)
            {
                json.WriteNumberValue((long)number);
            }
            else
            {
                json.WriteNumberValue(number);
            }
        }
        else if (value.AsBoolean is { } flag)
        {
            json.WriteBooleanValue(flag);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
