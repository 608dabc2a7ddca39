using System.Collections.Immutable;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Settings;

/// <summary>One CMS cluster of the configuration.</summary>
public sealed record CmsClusterSettings(ClusterName Name, ImmutableSortedDictionary<CallBridgeName, CallBridgeSettings> CallBridges);
