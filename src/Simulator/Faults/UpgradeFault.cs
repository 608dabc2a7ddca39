namespace CmsOrchestrator.Simulator;

/// <summary>How the opening of a WebSocket goes wrong.</summary>
public abstract record UpgradeFault
{
    private UpgradeFault()
    {
    }

    /// <summary>Answered with this status instead of 101.</summary>
    public sealed record Status(int Code) : UpgradeFault;

    /// <summary>Opened; then the bridge takes what comes and never says anything.</summary>
    public sealed record Silent : UpgradeFault;

    /// <summary>Taken, and never answered.</summary>
    public sealed record Hang : UpgradeFault;
}
