using System.Collections.Immutable;
using CmsOrchestrator.Actors.Nodes;

namespace CmsOrchestrator.Api;

/// <summary>The nodes as this one knows them now, by name, itself among them; filled in by the program. Called from any thread.</summary>
public interface INodes
{
    ImmutableArray<NodeView> Current { get; }
}
