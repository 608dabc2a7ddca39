using System.Diagnostics;

namespace CmsOrchestrator.Chaos.Site;

/// <summary>Counts the tokens that all bridges of a site give out, as they do.</summary>
internal sealed class TokenWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(TimeSpan At, int Count)> _counts = [];
    private readonly ChaosSite _site;
    private readonly Task _work;

    public TokenWatch(ChaosSite site)
    {
        _site = site;
        _work = Task.Run(RunAsync);
    }

    /// <summary>Since the beginning. Of a watch that has ended.</summary>
    public int Tokens => _counts[^1].Count - _counts[0].Count;

    /// <summary>Of these, how many in one second at most. Of a watch that has ended.</summary>
    public int BusiestSecond
    {
        get
        {
            var most = 0;
            var from = 0;
            foreach (var (at, count) in _counts)
            {
                while (at - _counts[from].At > Second)
                {
                    from++;
                }

                most = Math.Max(most, count - _counts[from].Count);
            }

            return most;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!_stop.IsCancellationRequested)
        {
            _counts.Add((clock.Elapsed, _site.Bridges.Sum(b => b.TokenCount)));
            await Task.WhenAny(Task.Delay(Pause, _stop.Token));
        }

        _counts.Add((clock.Elapsed, _site.Bridges.Sum(b => b.TokenCount)));
    }
}
