namespace CmsOrchestrator.Actors.Wire;

/// <summary>What somebody else's server said, made fit for a line of ours.</summary>
internal static class OneLine
{
    public const int MaxLength = 200;

    /// <summary>Whether one of <paramref name="secrets"/> is in what the server said: then it is not passed on.</summary>
    public static bool HasAny(string foreign, IReadOnlyList<string> secrets) =>
        secrets.Any(secret => secret.Length > 0 && foreign.Contains(secret, StringComparison.OrdinalIgnoreCase));

    /// <summary>At most <see cref="MaxLength"/> characters, none of them a control character.</summary>
    public static string Of(string foreign)
    {
        var cut = foreign.Length > MaxLength ? string.Concat(foreign.AsSpan(0, MaxLength - 1), "…") : foreign;
        return string.Create(cut.Length, cut, (line, text) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(text[i]) ? '?' : text[i];
            }
        });
    }
}
