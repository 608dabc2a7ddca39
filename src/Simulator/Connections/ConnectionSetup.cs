namespace CmsOrchestrator.Simulator;

/// <summary>What a connection needs of its bridge.</summary>
internal sealed record ConnectionSetup(
    int Number,
    BridgeCalls Calls,
    BridgeFaults Faults,
    ServerBehaviour Behaviour,
    TimeProvider Time,
    Action<BreachKind, string> Note,
    Action Abort);
