using System.Diagnostics;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>Waits for a condition, never for a time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Until there is no difference; fails with the last one.</summary>
    public static Task NoDifferenceAsync(Func<string?> difference, TimeSpan? limit = null) =>
        NoDifferenceAsync(() => Task.FromResult(difference()), limit);

    /// <summary>Until there is no difference; fails with the last one.</summary>
    public static async Task NoDifferenceAsync(Func<Task<string?>> difference, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        string? last;
        while ((last = await difference()) is not null)
        {
            Assert.True(clock.Elapsed < (limit ?? Limit), $"still after {clock.Elapsed.TotalSeconds:0} s:\n{last}");
            await Task.Delay(20);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what) => NoDifferenceAsync(() => condition() ? null : what);
}
