using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// What <see cref="System.Text.Json.Utf8JsonReader"/> does not look at, or only throws at once a text is taken out: whether
/// the bytes are UTF-8, and whether the escapes in them are text.
/// </summary>
internal static class Utf8Text
{
    private const int EscapeLength = 6;

    /// <summary>Throws where the message is not text: not UTF-8, or half a surrogate pair as an escape.</summary>
    public static void Require(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw Fault(FirstInvalid(utf8), "not UTF-8");
        }

        if (FirstHalfPair(utf8) is >= 0 and var at)
        {
            throw Fault(at, "half a surrogate pair");
        }
    }

    /// <summary>Whether <see cref="Require"/> has nothing to say.</summary>
    public static bool IsText(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) && FirstHalfPair(utf8) < 0;

    private static MalformedException Fault(int at, string what) => new(MalformedKind.NotJson, $"byte {at + 1}", what);

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private static int FirstHalfPair(ReadOnlySpan<byte> utf8)
    {
        for (var at = 0; ;)
        {
            var next = utf8[at..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (!TryEscape(utf8[at..], out var unit))
            {
                at = Math.Min(at + 2, utf8.Length);
            }
            else if (!char.IsSurrogate(unit))
            {
                at += EscapeLength;
            }
            else if (char.IsHighSurrogate(unit) && TryEscape(utf8[(at + EscapeLength)..], out var low) && char.IsLowSurrogate(low))
            {
                at += 2 * EscapeLength;
            }
            else
            {
                return at;
            }
        }
    }

    /// <summary>The UTF-16 unit of an escape such as <c>\u00e9</c> at the very start.</summary>
    private static bool TryEscape(ReadOnlySpan<byte> utf8, out char unit)
    {
        unit = default;
        if (utf8.Length < EscapeLength || !utf8.StartsWith("\\u"u8)
            || !Utf8Parser.TryParse(utf8[2..EscapeLength], out ushort value, out var read, 'x') || read != 4)
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
