using Akka.Actor;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>Why a node stops by itself: one line for whoever runs it. Its supervisor starts it again.</summary>
public sealed class NodeStop(string text) : CoordinatedShutdown.Reason
{
    public string Text => text;

    public override int ExitCode => 1;

    /// <summary>The line for a system that stops unasked; null where it was told to.</summary>
    public static string? LineOf(CoordinatedShutdown.Reason? reason) => reason switch
    {
        NodeStop stop => stop.Text,
        CoordinatedShutdown.ClusterDowningReason =>
            "The other nodes went on without this one, or it could not get the lease to go on without them; it stops, to be started again.",
        _ => null,
    };
}
