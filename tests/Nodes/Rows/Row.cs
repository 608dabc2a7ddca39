using System.Collections.Immutable;
using CmsOrchestrator.Nodes.Bench;

namespace CmsOrchestrator.Nodes.Rows;

/// <summary>Something that happens to a node that runs CMS clusters, or to what is around it, and how it is put right again.</summary>
/// <param name="Name">One word, as the command line has it.</param>
/// <param name="Text">What happens.</param>
/// <param name="BreakAsync">Does it; whoever is out by it afterwards, so that others have to serve the Call Bridges.</param>
/// <param name="MendAsync">Puts it right.</param>
internal sealed record Row(
    string Name, string Text, Func<NodeBench, BenchNode, Task<ImmutableHashSet<int>>> BreakAsync, Func<NodeBench, BenchNode, Task> MendAsync)
{
    /// <summary>The Call Bridges are connected from another node after this at most; null for no aim.</summary>
    public TimeSpan? ConnectedAim { get; init; }

    /// <summary>The view equals the truth after this at most; null for no aim.</summary>
    public TimeSpan? TruthAim { get; init; }

    /// <summary>How long it lasts at least, after everything is served by others.</summary>
    public TimeSpan Lasts { get; init; }

    /// <summary>Nothing goes on at the Call Bridges: whatever ends, ends by the row.</summary>
    public bool IsQuiet { get; init; }
}
