namespace CmsOrchestrator.Simulator;

/// <summary>Steps of all clusters' traffic, at a rate, while it runs. Starting and stopping is thread-safe.</summary>
public sealed class DeploymentTraffic : IAsyncDisposable
{
    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly List<ClusterTraffic> _clusters;
    private readonly TimeProvider _time;
    private readonly double _rate;
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    /// <summary>Fills every cluster; nothing moves yet.</summary>
    public DeploymentTraffic(SimulatedDeployment deployment, TrafficOptions options)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Rate);
        _time = deployment.Options.Time;
        _rate = options.Rate;
        _clusters = [.. deployment.Clusters.Select((c, place) => new ClusterTraffic(c, options with { Seed = options.Seed + place }))];
        _clusters.ForEach(c => c.Fill());
    }

    public bool IsRunning { get; private set; }

    /// <summary>Does nothing where it runs.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (!IsRunning)
            {
                IsRunning = true;
                _stop = new CancellationTokenSource();
                var stop = _stop.Token;
                _running = Task.Run(() => RunAsync(stop), CancellationToken.None);
            }
        }
    }

    /// <summary>When this is done, nothing moves any more.</summary>
    public async Task StopAsync()
    {
        CancellationTokenSource? stop;
        Task running;
        lock (_gate)
        {
            (stop, _stop) = (_stop, null);
            running = _running;
            IsRunning = false;
        }

        if (stop is not null)
        {
            await stop.CancelAsync();
            stop.Dispose();
        }

        await running;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task RunAsync(CancellationToken stop)
    {
        var tick = TimeSpan.FromSeconds(Math.Max(1 / _rate, ShortestTick.TotalSeconds));
        var owed = 0.0;
        using var timer = new PeriodicTimer(tick, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                for (owed += _rate * tick.TotalSeconds; owed >= 1; owed--)
                {
                    _clusters.ForEach(c => c.Step());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
