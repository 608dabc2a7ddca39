namespace CmsOrchestrator.Simulator;

/// <summary>
/// One breach of the protocol by a client. <paramref name="Connection"/> counts the connections of the bridge from 1; it is 0
/// where there is none yet. <paramref name="What"/> never repeats a token, a password or text of a message.
/// </summary>
public sealed record Breach(DateTimeOffset Time, string Cluster, string Bridge, int Connection, BreachKind Kind, string What)
{
    public override string ToString() => $"{Time:HH:mm:ss.fff} {Cluster}/{Bridge} connection {Connection}: {Kind}, {What}";
}
