using System.Diagnostics;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Watching;

/// <summary>Somebody who asks for a filtered, sorted page of a hundred calls, fifty times a second or as fast as it is answered.</summary>
internal sealed class PageReader(HttpClient http)
{
    private const string Page = "/api/v1/calls?cluster=c00&freshness=live&sort=-participants&limit=100";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>How long each answer took, to its last byte.</summary>
    public Ages Times { get; } = new();

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var asked = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync(Page, CancellationToken.None);
            Times.Add(Stopwatch.GetElapsedTime(asked));
            await Task.Delay(Interval, CancellationToken.None);
        }
    }
}
