namespace CmsOrchestrator.Model.Calls;

/// <summary>Why a call ended or a participant left, mostly where no bridge said so (api.md). What a bridge says is passed on as it is.</summary>
public static class Reasons
{
    /// <summary>A bridge's own word: the participants that it hosted have left (protocol.md §5).</summary>
    public const string AllLeft = "allLeft";

    /// <summary>After a reconnection the Call Bridge did not announce it again.</summary>
    public const string NotSeenAfterReconnect = "notSeenAfterReconnect";

    /// <summary>The Call Bridge stayed away longer than its loss time.</summary>
    public const string BridgeLost = "bridgeLost";

    /// <summary>The Call Bridge left the configuration.</summary>
    public const string BridgeRemoved = "bridgeRemoved";

    /// <summary>A correlator came later: the instance went over to the call of that correlator.</summary>
    public const string Merged = "merged";

    /// <summary>No roster is subscribed any more; the participant may well be there.</summary>
    public const string NotObserved = "notObserved";
}
