namespace CmsOrchestrator.Simulation;

/// <summary>What may happen. The numbers of a step choose among what is there when it comes, so any step can be left out.</summary>
internal enum StepKind
{
    Join,
    Leave,
    Change,
    ChangeCall,
    EndAll,
    AdHoc,
    Move,
    HandOver,
    EndPart,

    Reset,
    BlackHole,
    HalfOpen,
    Lose,
    Duplicate,
    Malformed,
    Overflow,
    Deactivate,
    AckLate,
    RefuseRequests,
    RefuseUpgrades,
    RefuseTokens,
    KeepPending,
    OtherClients,
    RestartBridge,
    RemoveBridge,
    FailWrite,
    StallFeed,
    Kill,
    SetClock,
}

/// <summary>One thing that happens.</summary>
/// <param name="At">In milliseconds from the start.</param>
/// <param name="Cluster">Which cluster, modulo their number; so are the others.</param>
/// <param name="Length">How long it lasts, in milliseconds.</param>
internal readonly record struct Step(int At, StepKind Kind, int Cluster, int A, int B, int Length)
{
    public bool IsFault => Kind >= StepKind.Reset;

    public override string ToString() => FormattableString.Invariant($"{At / 1000.0,8:0.000} s  {Kind,-14} cluster {Cluster} {A,4} {B,4}  {Length} ms");
}
