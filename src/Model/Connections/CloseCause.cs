namespace CmsOrchestrator.Model.Connections;

/// <summary>Why a connection is given up.</summary>
public enum CloseCause
{
    /// <summary>The socket is gone, or was never there.</summary>
    Lost,

    /// <summary>No answer in time.</summary>
    Dead,

    /// <summary>A message could not be understood.</summary>
    Malformed,

    /// <summary>The messageIds did not rise by one: something may be lost.</summary>
    Hole,

    /// <summary>What was skipped because this bridge seemed to be always like that may be missing, and it is not like that any more.</summary>
    Doubt,

    /// <summary>More came than could be taken in.</summary>
    Overflow,

    /// <summary>Our own choice: nothing more to subscribe to, a changed configuration, a stop.</summary>
    Stopped,
}
