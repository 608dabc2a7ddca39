namespace CmsOrchestrator.Simulator;

/// <summary>What a restarted bridge finds of the calls it had.</summary>
public enum CallsAfterRestart
{
    /// <summary>All of them, under the same GUIDs: only the web server was away.</summary>
    Kept,

    /// <summary>The same people in the same conferences, under new GUIDs of calls and participants.</summary>
    Renewed,

    /// <summary>None: what it hosted is over.</summary>
    Lost,
}
