using System.Diagnostics;

namespace CmsOrchestrator.Actors.Telemetry;

/// <summary>
/// Spans from a message's frame to its publication: <c>cms.receive</c>, <c>cms.persist</c> and <c>cms.publish</c>. The latter two
/// serve many messages at once: they continue the first one's trace and link to the others'. Nobody listens, nothing is made.
/// </summary>
public static class Tracing
{
    public const string SourceName = "CmsOrchestrator";

    private const int MaxLinks = 32;

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Receive(KeyValuePair<string, object?> cluster, KeyValuePair<string, object?> bridge) =>
        Source.HasListeners() ? Source.StartActivity("cms.receive", ActivityKind.Consumer, default(ActivityContext), [cluster, bridge]) : null;

    /// <summary>A span that goes on with these; it is not the current one of whoever starts it, since an actor's turn ends before it.</summary>
    internal static Activity? Continue(string name, IEnumerable<ActivityContext> contexts)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var from = contexts.Where(c => c != default).Distinct().Take(MaxLinks).ToList();
        var current = Activity.Current;
        var activity = Source.StartActivity(
            name, ActivityKind.Internal, from.FirstOrDefault(), links: from.Skip(1).Select(c => new ActivityLink(c)));
        Activity.Current = current;
        return activity;
    }

    internal static void End(Activity? activity, string what, int count)
    {
        activity?.SetTag(what, count);
        activity?.Dispose();
    }
}
