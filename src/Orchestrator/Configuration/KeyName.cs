namespace CmsOrchestrator.Configuration;

/// <summary>The rule for names of API keys: each is a word of the audit log.</summary>
internal static class KeyName
{
    private const int MaxLength = 100;

    /// <summary>What is wrong with the name; null if nothing is.</summary>
    public static string? Problem(string name) =>
        name.Length is 0 or > MaxLength || name.Any(char.IsControl) || name.Trim() != name
            ? $"a name has 1 to {MaxLength} characters, no control character, and no space at its ends"
            : null;
}
