using System.Text;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>Text as both databases can keep it. What bridges say may hold a NUL character or half of a pair, which PostgreSQL refuses.</summary>
internal static class StorableText
{
    private const char Replacement = '\ufffd';

    public static string Of(string text) => text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') || text.Contains('\0', StringComparison.Ordinal)
        ? Mended(text)
        : text;

    private static string Mended(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            mended.Append(rune.Value == 0 ? new Rune(Replacement) : rune); // half of a pair is enumerated as U+FFFD
        }

        return mended.ToString();
    }
}
