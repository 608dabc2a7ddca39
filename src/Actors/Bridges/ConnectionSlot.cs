using Akka.Actor;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Bridges;

/// <summary>One of a bridge's connections as its supervisor sees it, over all its attempts.</summary>
internal sealed class ConnectionSlot(int number)
{
    private readonly CauseCounter _causes = new();
    private CancellationTokenSource? _attempt;

    public int Number => number;

    public SlotStage Stage { get; set; } = SlotStage.Idle;

    /// <summary>Names the attempt; an answer to an earlier one counts no more.</summary>
    public int Attempt { get; private set; }

    /// <summary>In a row; one connection that was healthy long enough ends the row.</summary>
    public int Failures { get; set; }

    /// <summary>Why the last connection ended.</summary>
    public CloseCause? LastCause { get; private set; }

    public IActorRef? Connection { get; set; }

    public Epoch Epoch { get; set; }

    /// <summary>When the server first acknowledged a request on this connection.</summary>
    public Instant? AnsweredAt { get; private set; }

    /// <summary>It did not come about though the first connection works: nothing is expected of it until it does.</summary>
    public bool IsUnavailable { get; set; }

    /// <summary>Attempts that were not answered yet.</summary>
    public int Requests { get; set; }

    /// <summary>Its end was told to the cluster.</summary>
    public bool IsLost { get; set; }

    public SubscriptionCounts Subscriptions { get; set; }

    public Tolerance Tolerance => _causes.Tolerance;

    public bool IsAnswered => Stage == SlotStage.Open && AnsweredAt is not null && !IsLost;

    /// <summary>Notes that another attempt begins, for as long as it is not abandoned.</summary>
    public CancellationToken Begin()
    {
        Abandon();
        IsLost = false;
        AnsweredAt = null;
        Requests++;
        _attempt = new CancellationTokenSource();
        return _attempt.Token;
    }

    /// <summary>The attempt under way, if there is one, counts no more.</summary>
    public void Abandon()
    {
        Attempt++;
        _attempt?.Cancel();
        _attempt?.Dispose();
        _attempt = null;
    }

    public void Answered(Instant now)
    {
        AnsweredAt = now;
        IsUnavailable = false;
    }

    /// <summary>Notes an end; one that was healthy long enough starts the back-off anew.</summary>
    public void Ended(CloseCause cause, Instant now, TimeSpan healthyTime)
    {
        if (AnsweredAt is { } since && now - since >= healthyTime)
        {
            Failures = 0;
            _causes.Healthy();
        }

        Failures++;
        LastCause = cause;
        _causes.Closed(cause);
        AnsweredAt = null;
        Subscriptions = default;
    }
}

internal enum SlotStage
{
    Idle,
    Connecting,
    Open,
    Closing,
    BackingOff,
}
