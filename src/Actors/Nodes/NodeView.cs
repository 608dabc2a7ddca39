using System.Collections.Immutable;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>A node as the API shows it (api.md, <c>/api/v1/nodes</c>).</summary>
/// <param name="Self">Whether it is the one that answers.</param>
/// <param name="State">A word of <see cref="NodeState"/>.</param>
/// <param name="Since">When the answering node saw it so first.</param>
/// <param name="Clusters">The CMS clusters that it runs, by name.</param>
/// <param name="Version">The program's; "" while the node has not told yet.</param>
public sealed record NodeView(string Name, bool Self, string State, Instant Since, ImmutableArray<ClusterName> Clusters, string Version);

/// <summary>The words for how it is with a node.</summary>
public static class NodeState
{
    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<string> All = [Joining, Up, OtherConfiguration, Unreachable, Leaving, Down];

    public const string Joining = "joining";

    public const string Up = "up";

    /// <summary>A member, and well, but its CMS clusters or Call Bridges are not those of the node that answers.</summary>
    public const string OtherConfiguration = "otherConfiguration";

    /// <summary>A member that does not answer; it is about to be taken for dead, or to come back.</summary>
    public const string Unreachable = "unreachable";

    public const string Leaving = "leaving";

    public const string Down = "down";
}
