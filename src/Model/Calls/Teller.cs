namespace CmsOrchestrator.Model.Calls;

/// <summary>Whose word something was: nobody's, that of one Call Bridge, or that of several.</summary>
internal readonly record struct Teller(CallBridgeName? Bridge, bool AreSeveral)
{
    /// <summary>The one that it was; else null.</summary>
    public CallBridgeName? One => AreSeveral ? null : Bridge;

    public static Teller Of(CallChange change) => new(
        change switch
        {
            CallChange.InstanceTold c => c.Key.Bridge,
            CallChange.InstanceGone c => c.Key.Bridge,
            CallChange.CallInfoTold c => c.Key.Bridge,
            CallChange.RosterTold c => c.Key.Bridge,
            CallChange.RosterCompleted c => c.Key.Bridge,
            CallChange.PartStateChanged c => c.Key.Bridge,
            CallChange.PartDropped c => c.Key.Bridge,
            CallChange.WentStale c => c.Bridge,
            _ => null,
        },
        AreSeveral: false);

    public Teller And(Teller other) =>
        other == default || other == this ? this : this == default ? other : new Teller(null, AreSeveral: true);
}
