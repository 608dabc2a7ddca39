using Akka.Actor;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>Why a node stops by itself: one line for whoever runs it. Its supervisor starts it again.</summary>
public sealed class NodeStop : CoordinatedShutdown.Reason
{
    private static readonly NodeStop Downed = new(
        NodeStopCause.Downed,
        "The other nodes went on without this one, or it could not get the lease to go on without them; it stops, to be started again.");

    /// <summary>It waited for <see cref="JoinWatch.Longest"/>.</summary>
    public static readonly NodeStop NotJoined = new(
        NodeStopCause.NotJoined,
        "Nodes work on this database, and this one could not join them within a minute (Orchestrator:Node:Seeds, or the network between them); it stops, to be started again.");

    private NodeStop(NodeStopCause cause, string text) => (Cause, Text) = (cause, text);

    public NodeStopCause Cause { get; }

    public string Text { get; }

    public override int ExitCode => 1;

    public static NodeStop StoodStill(TimeSpan pause) => new(
        NodeStopCause.StoodStill,
        $"This node stood still for {(int)pause.TotalSeconds} s, and the others went on without it; it stops, to be started again.");

    public static NodeStop DatabaseLost(NodeName answered) => new(
        NodeStopCause.DatabaseLost,
        $"The database answers node {answered}, but not this one; it stops, so that others run its CMS clusters, to be started again.");

    public static NodeStop OtherDatabase(NodeName other) => new(
        NodeStopCause.OtherDatabase,
        $"Node {other} works on another database than this one (Orchestrator:Storage:ConnectionString): they cannot be nodes of one cluster.");

    public static NodeStop SmallerCluster(NodeName other, int members) => new(
        NodeStopCause.SmallerCluster,
        $"Node {other} is in another cluster of {members} node(s) on the same database; this one stops, to be started again and join it.");

    public static NodeStop TakenForDead(string by) => new(
        NodeStopCause.TakenForDead, $"Node {by} has taken this one for dead; it stops, to be started again.");

    /// <summary>That of a system that stops unasked; null where it was told to.</summary>
    public static NodeStop? Of(CoordinatedShutdown.Reason? reason) => reason switch
    {
        NodeStop stop => stop,
        CoordinatedShutdown.ClusterDowningReason => Downed,
        _ => null,
    };
}

/// <summary>The kinds of reasons.</summary>
public enum NodeStopCause
{
    /// <summary>It could not join nodes that work.</summary>
    NotJoined,

    /// <summary>The process did nothing for so long that the others took it for dead.</summary>
    StoodStill,

    /// <summary>The database answers another node, and not this one.</summary>
    DatabaseLost,

    /// <summary>It works on another database than the nodes that it found.</summary>
    OtherDatabase,

    /// <summary>There is a larger cluster of nodes on the same database.</summary>
    SmallerCluster,

    /// <summary>Another node has cut it off for good.</summary>
    TakenForDead,

    /// <summary>The split-brain resolver decided for the others.</summary>
    Downed,
}
