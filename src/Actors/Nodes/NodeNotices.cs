using Akka.Event;
using CmsOrchestrator.Actors.Hosting;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>Says once, in the log, what is different about another node.</summary>
internal sealed class NodeNotices(ILoggingAdapter log)
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    /// <param name="before">What the node had told before; null if nothing.</param>
    public void Compare(NodeInfo own, NodeInfo other, NodeInfo? before)
    {
        if (other.Configuration != own.Configuration && before?.Configuration != other.Configuration)
        {
            log.Warning(
                "Node {Node} has other CMS clusters or Call Bridges in its configuration than this node; a cluster is run by a node that has it",
                other.Name);
        }

        if (other.Version != ProgramVersion.Text && before?.Version != other.Version)
        {
            log.Info("Node {Node} is of version {Version}, this one of {OwnVersion}", other.Name, other.Version, ProgramVersion.Text);
        }

        var off = other.Time - own.Time;
        if (off.Duration() > ClockTolerance && before is null)
        {
            log.Warning("The clock of node {Node} is {Seconds} s off this node's: times of calls will differ by as much", other.Name, (int)off.TotalSeconds);
        }
    }
}
