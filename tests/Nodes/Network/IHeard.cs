namespace CmsOrchestrator.Nodes.Network;

/// <summary>Hears what the client of one connection says, for one thread.</summary>
internal interface IHeard
{
    void Hear(ReadOnlySpan<byte> bytes);

    /// <summary>The connection has ended.</summary>
    void End();
}
