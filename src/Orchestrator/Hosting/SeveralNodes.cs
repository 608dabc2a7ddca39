using System.Collections.Immutable;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Api;

namespace CmsOrchestrator.Hosting;

/// <summary>The nodes as this one knows them from their cluster.</summary>
internal sealed class SeveralNodes(NodeDirectory directory) : INodes
{
    public ImmutableArray<NodeView> Current => directory.Nodes;
}
