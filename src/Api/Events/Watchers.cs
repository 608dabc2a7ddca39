using CmsOrchestrator.Actors.Views;
using Microsoft.Extensions.Hosting;

namespace CmsOrchestrator.Api.Events;

/// <summary>
/// Those who read the change stream, and their waking: at once after a pause, else the less often the more there are, so that a thousand
/// watchers of a thousand changes a second are woken fifty times a second, and a few see each change as soon as it is durable. Safe for
/// any thread; the writer of changes never waits.
/// </summary>
internal sealed class Watchers : IDisposable
{
    /// <summary>How often a watcher is woken to see whether a heartbeat is due.</summary>
    public static readonly TimeSpan LookTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PauseForEach = TimeSpan.FromMicroseconds(20);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);

    private readonly ViewHolder _views;
    private readonly Lock _gate = new();
    private readonly ITimer _look;

    // What is coalesced is real work, whatever a test's clock says.
    private readonly ITimer _wake;
    private readonly CancellationTokenRegistration _stopping;
    private volatile Bell[] _bells = [];
    private long _woken;
    private int _isDue;
    private bool _stopped;

    public Watchers(ViewHolder views, TimeProvider time, IHostApplicationLifetime? lifetime = null)
    {
        _views = views;
        _look = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _wake = TimeProvider.System.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        views.Changes.Grown += OnGrown;
        _stopping = lifetime?.ApplicationStopping.Register(Stop) ?? default;
    }

    public int Count => _bells.Length;

    /// <summary>The bell of one watcher more, which leaves by <see cref="Leave"/>. Stopped already while the service stops.</summary>
    public Bell Enter()
    {
        var bell = new Bell();
        lock (_gate)
        {
            if (_stopped)
            {
                bell.Stop();
            }

            if (_bells.Length == 0)
            {
                _look.Change(LookTime, LookTime);
            }

            _bells = [.. _bells, bell];
        }

        return bell;
    }

    public void Leave(Bell bell)
    {
        lock (_gate)
        {
            _bells = [.. _bells.Where(b => b != bell)];
            if (_bells.Length == 0)
            {
                _look.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        _views.Changes.Grown -= OnGrown;
        _stopping.Dispose();
        _look.Dispose();
        _wake.Dispose();
    }

    private void OnGrown()
    {
        var watchers = _bells.Length;
        if (watchers > 0 && Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            var pause = PauseFor(watchers) - TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _woken));
            _wake.Change(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private static TimeSpan PauseFor(int watchers) =>
        TimeSpan.FromTicks(Math.Clamp(watchers * PauseForEach.Ticks, ShortestPause.Ticks, LongestPause.Ticks));

    private void Wake()
    {
        Interlocked.Exchange(ref _woken, TimeProvider.System.GetTimestamp());
        Interlocked.Exchange(ref _isDue, 0);
        Ring();
    }

    private void Ring()
    {
        foreach (var bell in _bells)
        {
            bell.Ring();
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            foreach (var bell in _bells)
            {
                bell.Stop();
            }
        }
    }
}
