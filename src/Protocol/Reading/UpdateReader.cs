using System.Text;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>Reads one entry of an <c>updates</c> list (protocol.md §4); the reader stands on the entry's start.</summary>
internal static class UpdateReader
{
    public static (Guid Id, UpdateType Type, ElementValues Elements, string? Reason) Read(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> idKey, ElementSet known, string list, int place)
    {
        Guid? id = null;
        UpdateType? type = null;
        string? reason = null;
        var values = default(ElementValuesBuilder);
        while (Json.NextKey(ref reader))
        {
            if (reader.ValueTextEquals(idKey))
            {
                id = Json.Guid(ref reader, list, place, Encoding.UTF8.GetString(idKey));
            }
            else if (reader.ValueTextEquals("updateType"u8))
            {
                type = Type(Json.OptionalText(ref reader, list, place, "updateType"));
            }
            else if (reader.ValueTextEquals("reason"u8))
            {
                reason = Json.OptionalText(ref reader, list, place, "reason");
            }
            else
            {
                Element(ref reader, known, ref values, list, place);
            }
        }

        return (
            id ?? throw Json.Missing(Json.Item(list, place) + "." + Encoding.UTF8.GetString(idKey)),
            type ?? throw Json.Missing(Json.Item(list, place) + ".updateType"),
            values.Build(),
            reason);
    }

    /// <summary>Reads the key that the reader stands on as an element, or passes it where the resource has no such element.</summary>
    public static void Element(ref Utf8JsonReader reader, ElementSet known, ref ElementValuesBuilder values, string list, int place)
    {
        var element = reader.ValueIsEscaped ? ElementNames.Find(Encoding.UTF8.GetBytes(reader.GetString()!)) : ElementNames.Find(reader.ValueSpan);
        if (element is { } found && known.Has(found))
        {
            ElementReader.Read(ref reader, found, ref values, list, place);
        }
        else
        {
            Json.SkipValue(ref reader);
        }
    }

    private static UpdateType? Type(string? word) => word switch
    {
        null => null,
        "add" => UpdateType.Add,
        "update" => UpdateType.Update,
        "remove" => UpdateType.Remove,
        _ => UpdateType.Unknown,
    };
}
