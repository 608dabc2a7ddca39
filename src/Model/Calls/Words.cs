namespace CmsOrchestrator.Model.Calls;

/// <summary>Words of the protocol and of the API that merging knows.</summary>
internal static class Words
{
    public const string Active = "active";
    public const string Locked = "locked";
    public const string Live = "live";
    public const string Partial = "partial";
    public const string Stale = "stale";
}
