using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>What a node tells the others of itself.</summary>
/// <param name="Version">The program's.</param>
/// <param name="Database">The id in the database that it works on: nodes of one cluster have the same.</param>
/// <param name="Configuration">A digest of its CMS clusters and Call Bridges, without secrets.</param>
/// <param name="Configured">The CMS clusters of its configuration, by name.</param>
/// <param name="Running">Those that it runs now, by name.</param>
/// <param name="Members">How many nodes it is one of; 0 while it joins.</param>
/// <param name="Oldest">The first of them: it tells one cluster of nodes from another. Null while it joins.</param>
/// <param name="Time">Its clock.</param>
/// <param name="StorageSilence">For how many seconds the database has not answered it; null from a version that does not say.</param>
public sealed record NodeInfo(
    NodeName Name, string Version, string Database, string Configuration, ImmutableArray<ClusterName> Configured,
    ImmutableArray<ClusterName> Running, int Members, NodeName? Oldest, Instant Time,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? StorageSilence = null);

/// <summary>A node's introduction, to one that may not know it yet; answered with <see cref="NodeTold"/>.</summary>
public sealed record NodeAsked(NodeInfo Info) : ICrossesNodes;

/// <summary>How it is with a node now; told every few seconds and after each change.</summary>
public sealed record NodeTold(NodeInfo Info) : ICrossesNodes;
