namespace CmsOrchestrator.Simulator;

/// <summary>Where a session's messages and findings go. Neither call waits.</summary>
internal interface IConnectionOutput
{
    void Send(Outgoing outgoing);

    void Breach(BreachKind kind, string what);
}
