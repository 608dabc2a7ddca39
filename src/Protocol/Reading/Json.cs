using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// Steps of a <see cref="Utf8JsonReader"/> that say what is wrong, and where: <c>parent.key</c>, or <c>parent[item].key</c> in a
/// list. A null counts as absent everywhere, and so does a "" where a text is meant (protocol.md §4).
/// </summary>
internal static class Json
{
    /// <summary>The item of a parent that is no list.</summary>
    public const int NoItem = -1;

    public static readonly JsonReaderOptions Options = new() { MaxDepth = ProtocolLimits.MaxDepth };

    public static void BeginObject(ref Utf8JsonReader reader, string where) => Begin(ref reader, JsonTokenType.StartObject, where, "not an object");

    public static void BeginArray(ref Utf8JsonReader reader, string where) => Begin(ref reader, JsonTokenType.StartArray, where, "not a list");

    /// <summary>Steps to the next object of a list; false at its end.</summary>
    public static bool NextObject(ref Utf8JsonReader reader, string list, int item)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.EndArray => false,
            JsonTokenType.StartObject => true,
            _ => throw Shape(Where(list, item), "not an object"),
        };
    }

    /// <summary>Steps to the next key of an object, without the escapes in it; false at its end.</summary>
    public static bool NextKey(ref Utf8JsonReader reader, out ReadOnlySpan<byte> key)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            key = default;
            return false;
        }

        key = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        return true;
    }

    /// <summary>Behind the outermost object there is nothing; the reader says so itself if there is.</summary>
    public static void End(ref Utf8JsonReader reader) => reader.Read();

    /// <summary>Passes the value of the key that the reader stands on.</summary>
    public static void SkipValue(ref Utf8JsonReader reader) => reader.Skip();

    /// <summary>A text that must be there.</summary>
    public static string Text(ref Utf8JsonReader reader, string parent, string key) =>
        OptionalText(ref reader, parent, NoItem, key) ?? throw Missing(Where(parent, NoItem, key));

    /// <summary>A text, or null where there is none.</summary>
    public static string? OptionalText(ref Utf8JsonReader reader, string parent, int item, string key)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => KnownWords.Text(ref reader) is { Length: > 0 } text ? text : null,
            _ => throw Shape(Where(parent, item, key), "not a text"),
        };
    }

    /// <summary>A whole number that must be there.</summary>
    public static long Integer(ref Utf8JsonReader reader, string parent, int item, string key)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? throw Missing(Where(parent, item, key))
            : TryInteger(in reader, out var whole) ? whole
            : throw Shape(Where(parent, item, key), "not a whole number, or out of range");
    }

    /// <summary>The whole number that the reader stands on; <c>7.0</c> is one.</summary>
    public static bool TryInteger(in Utf8JsonReader reader, out long whole)
    {
        whole = 0;
        if (reader.TokenType != JsonTokenType.Number)
        {
            return false;
        }

        if (reader.TryGetInt64(out whole))
        {
            return true;
        }

        if (reader.TryGetDouble(out var number) && Math.Abs(number) < 1L << 53 && Math.Floor(number).Equals(number))
        {
            whole = (long)number;
            return true;
        }

        return false;
    }

    /// <summary>A subscription's index, which must be there: any <see cref="int"/>.</summary>
    public static int Index(ref Utf8JsonReader reader, string parent, int item, string key)
    {
        var index = Integer(ref reader, parent, item, key);
        return index is >= int.MinValue and <= int.MaxValue ? (int)index : throw Shape(Where(parent, item, key), "out of range");
    }

    /// <summary>A GUID in its usual form of 36 characters, or null where there is none.</summary>
    public static Guid? OptionalGuid(ref Utf8JsonReader reader, string parent, int item, string key)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String when reader.ValueSpan.IsEmpty => null,
            JsonTokenType.String when reader.TryGetGuid(out var id) => id,
            _ => throw Shape(Where(parent, item, key), "not a GUID"),
        };
    }

    public static string Where(string list, int item) => string.Create(CultureInfo.InvariantCulture, $"{list}[{item}]");

    public static string Where(string parent, int item, string key) =>
        parent.Length == 0 ? key : (item == NoItem ? parent : Where(parent, item)) + "." + key;

    public static MalformedException Shape(string where, string what) => new(MalformedKind.WrongShape, where, what);

    public static MalformedException Missing(string where) => new(MalformedKind.Missing, where, "is missing");

    private static void Begin(ref Utf8JsonReader reader, JsonTokenType start, string where, string what)
    {
        reader.Read();
        if (reader.TokenType != start)
        {
            // The message itself has no name, and cannot be absent.
            throw reader.TokenType == JsonTokenType.Null && where.Length > 0 ? Missing(where) : Shape(where, what);
        }
    }
}
