using Akka.Actor;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>Why a node stops by itself: one line for whoever runs it. Its supervisor starts it again.</summary>
public sealed class NodeStop(string text) : CoordinatedShutdown.Reason
{
    public string Text => text;

    public override int ExitCode => 1;

    /// <summary>The line for a system that has stopped; null where it was told to.</summary>
    public static string? LineOf(ActorSystem system) => CoordinatedShutdown.Get(system).ShutdownReason switch
    {
        NodeStop stop => stop.Text,
        CoordinatedShutdown.ClusterDowningReason => "The other nodes went on without this one, or it could not get the lease; it stops, to be started again.",
        _ => null,
    };
}
