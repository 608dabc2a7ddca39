using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Connections;

namespace CmsOrchestrator.Simulation;

internal enum SimStage
{
    Idle,
    Connecting,
    Open,
    Closing,
    BackingOff,
}

/// <summary>One of a bridge's connections over all its attempts.</summary>
internal sealed class SimSlot(int number)
{
    public int Number => number;

    public SimStage Stage { get; set; }

    public int Attempt { get; set; }

    public int Failures { get; private set; }

    public SimConnection? Connection { get; set; }

    public Instant? AnsweredAt { get; set; }

    public bool IsUnavailable { get; set; }

    public bool IsLost { get; set; }

    public CauseCounter Causes { get; } = new();

    public bool IsAnswered => Stage == SimStage.Open && AnsweredAt is not null && !IsLost;

    public void Failed() => Failures++;

    public void Ended(CloseCause cause, Instant now)
    {
        if (AnsweredAt is { } since && now - since >= World.Healthy)
        {
            Failures = 0;
            Causes.Healthy();
        }

        Failures++;
        Causes.Closed(cause);
        AnsweredAt = null;
    }
}
