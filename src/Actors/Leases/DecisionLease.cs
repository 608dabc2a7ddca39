using Akka.Actor;
using Akka.Coordination;
using Akka.Event;

namespace CmsOrchestrator.Actors.Leases;

/// <summary>
/// The split-brain resolver's lease (hocon/cluster.conf): a <see cref="DatabaseLease"/> that serves one decision only. The resolver takes
/// one that it still holds from the decision before for good, decides on it, and gives it back in the same breath, when its time was
/// up: the other side of the new partition then gets it, too, and both go on. So whoever decides acquires, and what has only
/// just been acquired is not given back. Safe for any thread.
/// </summary>
public sealed class DecisionLease : Lease
{
    // Far more than lies between two lines of the resolver's, and less than its release-after.
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(5);

    private readonly DatabaseLease _lease;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log;
    private readonly Lock _turn = new();
    private Task _forgetting = Task.CompletedTask;
    private long? _asked;

    /// <summary>Made by Akka, from the class name in the configuration.</summary>
    public DecisionLease(LeaseSettings settings, ExtendedActorSystem system)
        : this(settings, new DatabaseLease(settings, system), DatabaseLease.SetupOf(system).Time, Logging.GetLogger(system, typeof(DecisionLease))) =>
        DatabaseLease.SetupOf(system).Decision = this;

    internal DecisionLease(LeaseSettings settings, DatabaseLease lease, TimeProvider time, ILoggingAdapter log)
        : base(settings) => (_lease, _time, _log) = (lease, time, log);

    private bool IsYoung => _asked is { } asked && _time.GetElapsedTime(asked) < Young;

    /// <summary>
    /// Always false: asked at the begin of a decision, which has to acquire. What is held from the one before is given back, so that the
    /// larger side, which asks first, finds it free.
    /// </summary>
    public override bool CheckLease()
    {
        lock (_turn)
        {
            Forget();
        }

        return false;
    }

    /// <summary>
    /// A node is lost: what is held from a decision before is given back seconds before anybody decides. Otherwise the larger side, which does
    /// so first, would find that the smaller one has it, and give up.
    /// </summary>
    public void PartitionBegins()
    {
        lock (_turn)
        {
            if (!IsYoung)
            {
                Forget();
            }
        }
    }

    public override Task<bool> Acquire() => Acquire(_ => { });

    /// <inheritdoc cref="DatabaseLease.Acquire(Action{Exception})"/>
    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        Task forgetting;
        lock (_turn)
        {
            _asked = _time.GetTimestamp();
            forgetting = _forgetting;
        }

        await forgetting;
        return await _lease.Acquire(leaseLostCallback);
    }

    /// <summary>False, and still held, where it was asked for less than five seconds ago: then it is the decision before that is over.</summary>
    public override Task<bool> Release()
    {
        lock (_turn)
        {
            return IsYoung ? Task.FromResult(false) : _lease.Release();
        }
    }

    private void Forget()
    {
        if (_lease.CheckLease())
        {
            _forgetting = ForgetAsync();
        }
    }

    // What does not reach the database runs out there.
    private async Task ForgetAsync()
    {
        try
        {
            await _lease.Release();
        }
        catch (Exception e)
        {
            _log.Debug("Lease {Lease} could not be given back: {Problem}", Settings.LeaseName, e.Message);
        }
    }
}
