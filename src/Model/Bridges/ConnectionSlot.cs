using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Bridges;

/// <summary>One of a bridge's connections, over all its attempts.</summary>
internal sealed class ConnectionSlot(int number)
{
    private readonly CauseCounter _causes = new();
    private int _requests;

    public int Number => number;

    public SlotStage Stage { get; set; } = SlotStage.Idle;

    /// <summary>Names the attempt; an answer to an earlier one counts no more.</summary>
    public int Attempt { get; private set; }

    /// <summary>In a row; one connection that was healthy long enough ends the row.</summary>
    public int Failures { get; set; }

    /// <summary>Why the last connection ended.</summary>
    public CloseCause? LastCause { get; private set; }

    /// <summary>There is a socket, open or being closed.</summary>
    public bool HasConnection { get; private set; }

    /// <summary>When the server first acknowledged a request on this connection.</summary>
    public Instant? AnsweredAt { get; private set; }

    /// <summary>It did not come about though the first connection works: nothing is expected of it until it does.</summary>
    public bool IsUnavailable { get; set; }

    /// <summary>It is there, or is believed to come.</summary>
    public bool IsInUse => !IsUnavailable && Stage != SlotStage.Idle;

    /// <summary>Its end was told.</summary>
    public bool IsLost { get; set; }

    public SubscriptionCounts Subscriptions { get; set; }

    public Tolerance Tolerance => _causes.Tolerance;

    public bool IsAnswered => Stage == SlotStage.Open && AnsweredAt is not null && !IsLost;

    /// <summary>There is no socket, and no attempt is under way that may still bring one that somebody has to close.</summary>
    public bool IsGone => !HasConnection && _requests == 0;

    /// <summary>Another attempt begins, and counts for as long as it is not abandoned.</summary>
    public void Begin()
    {
        Stage = SlotStage.Connecting;
        Attempt++;
        IsLost = false;
        AnsweredAt = null;
        _requests++;
    }

    /// <summary>The attempt under way counts no more.</summary>
    public void Abandon()
    {
        Stage = SlotStage.Idle;
        Attempt++;
    }

    /// <summary>An attempt was answered; false where it counts no more.</summary>
    public bool Answers(int attempt)
    {
        _requests--;
        return Attempt == attempt;
    }

    public void Open()
    {
        Stage = SlotStage.Open;
        HasConnection = true;
    }

    public void Answered(Instant now)
    {
        AnsweredAt = now;
        IsUnavailable = false;
    }

    /// <summary>Notes a failure; a connection that was healthy long enough starts the back-off anew.</summary>
    public void Failed(CloseCause cause, Instant now, TimeSpan healthyTime)
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

    /// <summary>The socket is no more.</summary>
    public void Ended()
    {
        HasConnection = false;
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
