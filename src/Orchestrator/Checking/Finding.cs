using System.Globalization;

namespace CmsOrchestrator.Checking;

/// <summary>What one try of a Call Bridge found, step by step; the last step may be one that failed.</summary>
/// <param name="Calls">The calls that its list had.</param>
internal sealed record Finding(IReadOnlyList<CheckStep> Steps, int Calls)
{
    public bool IsFine => Steps.All(step => step.IsFine);

    /// <summary>All of it in one line.</summary>
    public override string ToString() => Steps.FirstOrDefault(step => !step.IsFine) is { } failed
        ? $"{failed.Text} -> {failed.Advice}"
        : string.Create(CultureInfo.InvariantCulture, $"fine: {Calls} calls, {Steps.Sum(step => step.Took.TotalMilliseconds):0} ms");
}
