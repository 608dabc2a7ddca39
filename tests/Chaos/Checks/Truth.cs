using System.Diagnostics;
using System.Text.Json;
using CmsOrchestrator.Chaos.Site;
using CmsOrchestrator.EndToEnd.Tests;

namespace CmsOrchestrator.Chaos.Checks;

/// <summary>Whether the API shows what the bridges know.</summary>
internal static class Truth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    /// <summary>Until it does, and every message of the bridges is acknowledged. Throws with the difference where that never comes.</summary>
    /// <returns>How long that took.</returns>
    public static async Task<TimeSpan> WaitAsync(ChaosSite site)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await Eventually.NoDifferenceAsync(() => DifferenceAsync(site), Patience);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{e.Message}\nThe program's log:\n{site.Program.Log}", e);
        }

        return clock.Elapsed;
    }

    /// <summary>What is different now; null where nothing is.</summary>
    public static async Task<string?> DifferenceAsync(ChaosSite site)
    {
        try
        {
            return TruthComparison.Difference(site.Deployment, await site.Program.ViewAsync())
                ?? (site.Bridges.Sum(b => b.UnacknowledgedCount) is var count and > 0 ? $"{count} messages are not acknowledged" : null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return $"the API does not answer: {e.Message}";
        }
    }
}
