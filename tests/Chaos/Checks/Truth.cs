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
    /// <returns>What was still different, and until when; in order.</returns>
    public static async Task<IReadOnlyList<Delay>> WaitAsync(ChaosSite site)
    {
        var clock = Stopwatch.StartNew();
        var delays = new List<Delay>();
        try
        {
            await Eventually.NoDifferenceAsync(async () => Note(delays, clock.Elapsed, await DifferenceAsync(site)), Patience);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{e.Message}\nThe program's log:\n{site.Program.Log}", e);
        }

        return delays;
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

    private static string? Note(List<Delay> delays, TimeSpan at, string? difference)
    {
        if (difference is null)
        {
            return null;
        }

        if (delays is [.., var last] && last.Difference == difference)
        {
            delays[^1] = last with { Until = at };
        }
        else
        {
            delays.Add(new Delay(at, difference));
        }

        return difference;
    }
}

/// <summary>What kept the view from being the truth.</summary>
/// <param name="Until">Since the last fault was mended.</param>
internal sealed record Delay(TimeSpan Until, string Difference);
