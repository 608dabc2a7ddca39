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

    /// <summary>More came than could be taken in.</summary>
    Overflow,

    /// <summary>Our own choice: nothing more to subscribe to, a changed configuration, a stop.</summary>
    Stopped,
}
