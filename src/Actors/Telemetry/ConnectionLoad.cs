namespace CmsOrchestrator.Actors.Telemetry;

/// <summary>How full one connection's queues are, and their bounds. The connection writes it, any thread reads it.</summary>
/// <param name="waiting">Messages that wait to be taken in.</param>
internal sealed class ConnectionLoad(Func<int> waiting, int queueLimit, int factLimit)
{
    private int _factsUnderWay;

    public int MessagesWaiting => waiting();

    public int QueueLimit => queueLimit;

    /// <summary>Facts that aggregates have not confirmed.</summary>
    public int FactsUnderWay
    {
        get => Volatile.Read(ref _factsUnderWay);
        set => Volatile.Write(ref _factsUnderWay, value);
    }

    public int FactLimit => factLimit;
}
