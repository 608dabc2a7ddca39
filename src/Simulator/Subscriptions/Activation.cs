namespace CmsOrchestrator.Simulator;

/// <summary>How the subscriptions of a request become active; all of it is legal (protocol.md §3).</summary>
public enum Activation
{
    /// <summary>One update with all of them pending, one with all of them active.</summary>
    Together,

    /// <summary>One update with all of them pending, then one for each that becomes active.</summary>
    OneByOne,

    /// <summary>Active at once: pending is never told.</summary>
    WithoutPending,
}
