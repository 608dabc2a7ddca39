using System.Globalization;

namespace CmsOrchestrator.Checking;

/// <summary>One step of a try, and what came of it.</summary>
/// <param name="Text">What was found, or what is wrong; one line without a secret.</param>
/// <param name="Advice">What to do about it; null where nothing is wrong.</param>
internal sealed record CheckStep(string Name, TimeSpan Took, string Text, string? Advice = null)
{
    private const int NameWidth = 9;

    public bool IsFine => Advice is null;

    public override string ToString() => IsFine
        ? string.Create(CultureInfo.InvariantCulture, $"{Name.PadRight(NameWidth)}{Text} ({Took.TotalMilliseconds:0} ms)")
        : $"{Name.PadRight(NameWidth)}failed: {Text}";
}
