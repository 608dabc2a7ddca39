using System.Text;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>Reads one entry of an <c>updates</c> list (protocol.md §4); the reader stands on the entry's start.</summary>
internal static class UpdateReader
{
    public static (Guid Id, UpdateType Type, ElementValues Elements, string? Reason) Read(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> idKey, string idName, ElementSet known, string list, int item)
    {
        Guid? id = null;
        UpdateType? type = null;
        string? reason = null;
        var values = default(ElementValuesBuilder);
        while (Json.NextKey(ref reader))
        {
            if (reader.ValueTextEquals(idKey))
            {
                id = Json.OptionalGuid(ref reader, list, item, idName);
            }
            else if (reader.ValueTextEquals("updateType"u8))
            {
                type = Type(Json.OptionalText(ref reader, list, item, "updateType"));
            }
            else if (reader.ValueTextEquals("reason"u8))
            {
                reason = Json.OptionalText(ref reader, list, item, "reason");
            }
            else
            {
                Element(ref reader, known, ref values, list, item);
            }
        }

        return (
            id ?? throw Json.Missing(Json.Where(list, item, idName)),
            type ?? throw Json.Missing(Json.Where(list, item, "updateType")),
            values.Build(),
            reason);
    }

    /// <summary>Reads the key that the reader stands on as an element, or passes it where the resource has no such element.</summary>
    public static void Element(ref Utf8JsonReader reader, ElementSet known, ref ElementValuesBuilder values, string list, int item)
    {
        var element = reader.ValueIsEscaped ? ElementNames.Find(Encoding.UTF8.GetBytes(reader.GetString()!)) : ElementNames.Find(reader.ValueSpan);
        if (element is { } found && known.Has(found))
        {
            ElementReader.Read(ref reader, found, ref values, list, item);
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
