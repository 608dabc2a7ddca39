using System.Globalization;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>Steps of a <see cref="Utf8JsonReader"/> that say what is wrong, and where.</summary>
internal static class Json
{
    public static void Begin(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Shape("", "not a JSON object");
        }
    }

    public static void BeginObject(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Shape(where, "not an object");
        }
    }

    public static void BeginArray(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Shape(where, "not a list");
        }
    }

    /// <summary>Steps to the next object of a list; false at its end.</summary>
    public static bool NextObject(ref Utf8JsonReader reader, string list, int place)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.EndArray => false,
            JsonTokenType.StartObject => true,
            _ => throw Shape(Item(list, place), "not an object"),
        };
    }

    /// <summary>Steps to the next key of an object; false at its end.</summary>
    public static bool NextKey(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Behind the outermost object there is nothing; the reader says so itself if there is.</summary>
    public static void End(ref Utf8JsonReader reader) => reader.Read();

    /// <summary>Whether a place was noted: a reader that stands on a key.</summary>
    public static bool IsNoted(in Utf8JsonReader place) => place.TokenType == JsonTokenType.PropertyName;

    public static void Require(in Utf8JsonReader place, string where)
    {
        if (!IsNoted(in place))
        {
            throw Missing(where);
        }
    }

    /// <summary>Passes the value of the key that the reader stands on.</summary>
    public static void SkipValue(ref Utf8JsonReader reader) => reader.Skip();

    public static string Text(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? KnownWords.Text(ref reader) : throw Shape(where, "not a text");
    }

    /// <summary>A text, or null where it is null or "".</summary>
    public static string? OptionalText(ref Utf8JsonReader reader, string list, int place, string key)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => KnownWords.Text(ref reader) is { Length: > 0 } text ? text : null,
            _ => throw Shape(Item(list, place) + "." + key, "not a text"),
        };
    }

    /// <summary>A whole number; <c>7.0</c> is one.</summary>
    public static long Integer(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out var whole))
            {
                return whole;
            }

            if (reader.TryGetDouble(out var number) && Math.Abs(number) < 1L << 53 && Math.Floor(number).Equals(number))
            {
                return (long)number;
            }
        }

        throw Shape(where, "not a whole number");
    }

    public static int Index(ref Utf8JsonReader reader, string where)
    {
        var index = Integer(ref reader, where);
        return index is >= int.MinValue and <= int.MaxValue ? (int)index : throw Shape(where, "out of range");
    }

    public static Guid Guid(ref Utf8JsonReader reader, string list, int place, string key)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String
            && (reader.TryGetGuid(out var id) || System.Guid.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out id)))
        {
            return id;
        }

        throw Shape(place < 0 ? list + "." + key : Item(list, place) + "." + key, "not a GUID");
    }

    public static string Item(string list, int place) => string.Create(CultureInfo.InvariantCulture, $"{list}[{place}]");

    public static MalformedException Shape(string where, string what) => new(MalformedKind.WrongShape, where, what);

    public static MalformedException Missing(string where) => new(MalformedKind.Missing, where, "is missing");
}
