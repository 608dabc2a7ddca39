using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Calls;

/// <summary>The name under which a call is in the journal and in the feed. It is what is on disk and never changes.</summary>
internal static class CallPersistenceId
{
    public static string Of(ClusterName cluster, CallKey key) => $"call/{Uri.EscapeDataString(cluster.Value)}/{key.Name}";

    /// <summary>All of a cluster's ids are not before the first and before the second text, compared by code point.</summary>
    public static (string From, string To) RangeOf(ClusterName cluster)
    {
        var prefix = $"call/{Uri.EscapeDataString(cluster.Value)}";
        return (prefix + "/", prefix + "0"); // '0' comes next after '/'
    }

    /// <summary>The opposite of <see cref="Of"/>; null for what is no call's id.</summary>
    public static (ClusterName Cluster, CallKey Key)? Parse(string persistenceId) =>
        persistenceId.Split('/') is ["call", var cluster, var name] && CallKey.Parse(name) is { } key
            ? (new ClusterName(Uri.UnescapeDataString(cluster)), key)
            : null;
}
