namespace CmsOrchestrator.Simulator;

/// <summary>The words of protocol.md §4 that the simulator acts on. Every other word passes through as it was given.</summary>
public static class Words
{
    public const string Active = "active";
    public const string Inactive = "inactive";

    public const string Locked = "locked";
    public const string NotLocked = "notLocked";

    public const string CoSpace = "coSpace";
    public const string AdHoc = "adHoc";

    public const string Initial = "initial";
    public const string Ringing = "ringing";
    public const string Connected = "connected";
    public const string OnHold = "onHold";

    public const string Incoming = "incoming";
    public const string Outgoing = "outgoing";

    public const string AllLeft = "allLeft";
    public const string ParticipantInitiated = "participantInitiated";
    public const string RemoteTeardown = "remoteTeardown";
    public const string CallEnded = "callEnded";
    public const string CallMoved = "callMoved";
}
