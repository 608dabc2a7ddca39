namespace CmsOrchestrator.Simulator;

/// <summary>
/// What goes wrong on one bridge for as long as it is set. Thread-safe: each setting counts from the next request, connection or
/// message on. What happens once is an <see cref="Injection"/>.
/// </summary>
public sealed class BridgeFaults
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _hole;

    public TokenFault? Token { get; set; }

    public UpgradeFault? Upgrade { get; set; }

    /// <summary>Every request is acknowledged with this status instead, and has no effect.</summary>
    public string? AckStatus { get; set; }

    /// <summary>Requests are carried out, but not acknowledged.</summary>
    public bool DropAcks { get; set; }

    /// <summary>Every second number is left out.</summary>
    public bool AlwaysHoles { get; set; }

    /// <summary>Each thing sent waits so long first: a slow link.</summary>
    public TimeSpan SendDelay { get; set; }

    /// <summary>Each ack waits so long first, and what comes after it with it.</summary>
    public TimeSpan AckDelay { get; set; }

    /// <summary>
    /// Nothing is read, written or answered while this is set, and all sockets stay open. Connections that are still there when
    /// it is taken away go on where they were.
    /// </summary>
    public bool BlackHole
    {
        get
        {
            lock (_gate)
            {
                return _hole is not null;
            }
        }

        set
        {
            lock (_gate)
            {
                if (value)
                {
                    _hole ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
                else
                {
                    _hole?.SetResult();
                    _hole = null;
                }
            }
        }
    }

    /// <summary>Everything is well again.</summary>
    public void Clear()
    {
        Token = null;
        Upgrade = null;
        AckStatus = null;
        DropAcks = false;
        AlwaysHoles = false;
        SendDelay = TimeSpan.Zero;
        AckDelay = TimeSpan.Zero;
        BlackHole = false;
    }

    /// <summary>Done at once, or when the black hole is gone.</summary>
    internal Task WaitWhileBlackHole(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _hole is null ? Task.CompletedTask : _hole.Task.WaitAsync(cancellation);
        }
    }
}
