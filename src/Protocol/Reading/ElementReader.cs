using System.Globalization;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>Reads one element's value: any scalar, normalised (protocol.md §4).</summary>
internal static class ElementReader
{
    public static void Read(ref Utf8JsonReader reader, Element element, ref ElementValuesBuilder values, string list, int item)
    {
        reader.Read();
        values.Set(element, reader.TokenType switch
        {
            JsonTokenType.Null => ElementValue.None,
            JsonTokenType.True => ElementValue.Of(true),
            JsonTokenType.False => ElementValue.Of(false),
            JsonTokenType.Number when reader.TryGetInt64(out var whole) => ElementValue.Of(whole),
            JsonTokenType.Number => reader.TryGetDouble(out var number) && double.IsFinite(number)
                ? ElementValue.Of(number)
                : throw Json.Shape(Json.Where(list, item, element.Text()), "a number out of range"),
            JsonTokenType.String => Text(ref reader, element),
            _ => throw Json.Shape(Json.Where(list, item, element.Text()), "not a text, a number, true, false or null"),
        });
    }

    private static ElementValue Text(ref Utf8JsonReader reader, Element element)
    {
        var text = KnownWords.Text(ref reader);
        return element switch
        {
            // The guide's callInfo table has another word for the same thing.
            Element.LockState when text == "unlocked" => ElementValue.Of("notLocked"),
            Element.Participants or Element.DistributedInstances or Element.Importance
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                => ElementValue.Of(number),
            _ => ElementValue.Of(text),
        };
    }
}
