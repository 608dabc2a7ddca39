namespace CmsOrchestrator.Checking;

/// <summary>What one try of a Call Bridge found.</summary>
/// <param name="Problem">What is wrong; null where nothing is.</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record Finding(string? Problem, string? Advice)
{
    public static readonly Finding Fine = new(null, null);

    public bool IsFine => Problem is null;

    public override string ToString() => IsFine ? "fine" : $"{Problem} -> {Advice}";
}
