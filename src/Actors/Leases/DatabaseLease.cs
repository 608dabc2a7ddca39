using Akka.Actor;
using Akka.Coordination;
using Akka.Event;
using CmsOrchestrator.Actors.Telemetry;

namespace CmsOrchestrator.Actors.Leases;

/// <summary>
/// Akka's lease on a row of the database (docs/adr/0005). At most one owner has it at a time; one that was paused, or cut off from
/// the database, for nine tenths of the time to live knows that it may have lost it before it does anything else. Used by the
/// split-brain resolver and by sharding (hocon/cluster.conf). Safe for any thread.
/// </summary>
public sealed class DatabaseLease : Lease
{
    private readonly LeaseClaim _claim;
    private readonly TimeProvider _time;
    private readonly NodeMetrics _metrics;
    private readonly ILoggingAdapter _log;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource _taking = new();
    private volatile Task _releasing = Task.CompletedTask;
    private volatile LeaseHold? _hold;

    /// <summary>Made by Akka, from the class name in the configuration.</summary>
    public DatabaseLease(LeaseSettings settings, ExtendedActorSystem system)
        : this(settings, SetupOf(system), Logging.GetLogger(system, typeof(DatabaseLease))) => system.RegisterOnTermination(End);

    internal DatabaseLease(LeaseSettings settings, LeaseSetup setup, ILoggingAdapter log)
        : base(settings)
    {
        (_time, _metrics, _log) = (setup.Time, setup.Metrics, log);
        _claim = new LeaseClaim(setup.Table, settings.LeaseName, $"{settings.OwnerName}/{setup.Incarnation}", settings.TimeoutSettings, _time);
        _metrics.Lease(CheckLease);
    }

    /// <summary>True only while nobody else can have it, whatever has happened since the database was last heard.</summary>
    public override bool CheckLease() => _hold?.IsGood == true;

    public override Task<bool> Acquire() => Acquire(_ => { });

    /// <summary>
    /// Within the time to live and a few statements: false where another has it and lives, <see cref="LeaseException"/> where the
    /// database does not say. <paramref name="leaseLostCallback"/> is called once if it is lost later, from any thread.
    /// </summary>
    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        ArgumentNullException.ThrowIfNull(leaseLostCallback);
        try
        {
            await _turn.WaitAsync(_stop.Token);
            try
            {
                return CheckLease() || await TakeAsync(leaseLostCallback);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception e) when (e is not LeaseException)
        {
            throw new LeaseException($"Lease {Settings.LeaseName} could not be acquired: {e.Message}", e);
        }
    }

    /// <summary>
    /// It is held no more once this is called, whatever becomes of it in the database. Within the time limit of a statement, or two where
    /// it is just being acquired.
    /// </summary>
    public override Task<bool> Release()
    {
        var releasing = ReleaseAsync();
        _releasing = releasing;
        return releasing;
    }

    /// <summary>Renews nothing any more: what is held runs out.</summary>
    internal void Stop() => _stop.Cancel();

    // Actors give back what they have when they stop, as the last thing that they do. The process must not end before that is done: others
    // would wait for the rest of its time.
    private void End()
    {
        Stop();
        Task.WhenAny(_releasing, Task.Delay(Settings.TimeoutSettings.OperationTimeout, _time)).GetAwaiter().GetResult();
    }

    private async Task<bool> ReleaseAsync()
    {
        // Who waits for a lease that it does not want any more would get it, and keep it.
        await _taking.CancelAsync();
        var hold = Interlocked.Exchange(ref _hold, null);
        await _turn.WaitAsync();
        try
        {
            hold = Interlocked.Exchange(ref _hold, null) ?? hold;
            return hold is null || await _claim.ReleaseAsync(hold, default);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> TakeAsync(Action<Exception> lost)
    {
        _taking = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        if (await _claim.TakeAsync(_taking.Token) is not { } hold)
        {
            return false;
        }

        _hold = hold;
        _ = KeepAsync(hold, lost);
        return true;
    }

    // Ends when the lease is lost or released, or the system stops.
    private async Task KeepAsync(LeaseHold hold, Action<Exception> lost)
    {
        string? problem = null;
        try
        {
            while (await RestAsync(hold, problem is null ? _claim.Interval : _claim.Interval / 4))
            {
                try
                {
                    if (await _claim.RenewAsync(hold, _stop.Token) is not { } renewed)
                    {
                        problem = "its time was over, and another may have it";
                        break;
                    }

                    Interlocked.CompareExchange(ref _hold, renewed, hold);
                    (hold, problem) = (renewed, null);
                    _metrics.LeaseRenewed();
                }
                catch (Exception e) when (!_stop.IsCancellationRequested)
                {
                    problem = e.Message;
                    _metrics.LeaseRenewalFailed();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return; // the system has stopped, and everything that it ran
        }

        if (Interlocked.CompareExchange(ref _hold, null, hold) == hold)
        {
            problem ??= "this process stood still for longer than it lasts";
            _metrics.LeaseLost();
            _log.Warning("Lease {Lease} is lost: {Problem}", Settings.LeaseName, problem);
            lost(new LeaseException($"Lease {Settings.LeaseName} is lost: {problem}"));
        }
    }

    /// <summary>False once the hold is over, or no more the one that counts.</summary>
    private async Task<bool> RestAsync(LeaseHold hold, TimeSpan pause)
    {
        if (ReferenceEquals(_hold, hold) && hold.Left is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(pause < left ? pause : left, _time, _stop.Token);
        }

        return ReferenceEquals(_hold, hold) && hold.IsGood;
    }

    internal static LeaseSetup SetupOf(ExtendedActorSystem system) =>
        system.Settings.Setup.Get<LeaseSetup>() is { HasValue: true, Value: var setup }
            ? setup
            : throw new InvalidOperationException("The actor system has no database for its leases.");
}
