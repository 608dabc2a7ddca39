using System.Collections.Immutable;
using CmsOrchestrator.Actors.Nodes;

namespace CmsOrchestrator.Actors.Settings;

/// <summary>One node of several (api.md, "Configuration").</summary>
/// <param name="Name">Where it listens, and where the others reach it.</param>
/// <param name="Seeds">At least one: nodes that may be asked to join. The first one may begin alone.</param>
/// <param name="Certificate">For TLS between nodes; without it all of them are on loopback.</param>
public sealed record NodeSettings(NodeName Name, ImmutableArray<NodeName> Seeds, CertificateFiles? Certificate);
