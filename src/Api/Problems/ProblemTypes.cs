namespace CmsOrchestrator.Api.Problems;

/// <summary>The <c>type</c>s of problems: names for programs, kept for as long as <c>v1</c> is.</summary>
internal static class ProblemTypes
{
    public const string InvalidParameter = Prefix + "invalid-parameter";
    public const string Unauthorized = Prefix + "unauthorized";
    public const string NotFound = Prefix + "not-found";
    public const string MethodNotAllowed = Prefix + "method-not-allowed";
    public const string NotAcceptable = Prefix + "not-acceptable";
    public const string CursorExpired = Prefix + "cursor-expired";
    public const string UrlTooLong = Prefix + "url-too-long";
    public const string HeadersTooLarge = Prefix + "headers-too-large";
    public const string TooManyRequests = Prefix + "too-many-requests";
    public const string TooManyStreams = Prefix + "too-many-streams";
    public const string TimedOut = Prefix + "timed-out";
    public const string RevisionExpired = Prefix + "revision-expired";
    public const string SlowWatcher = Prefix + "slow-watcher";
    public const string StorageFails = Prefix + "storage-fails";
    public const string Recovering = Prefix + "recovering";
    public const string InternalError = Prefix + "internal-error";

    /// <summary>RFC 9457 §4.2.1: nothing is to be said beyond the status.</summary>
    public const string None = "about:blank";

    private const string Prefix = "urn:cms-orchestrator:problem:";
}
