namespace CmsOrchestrator.Protocol;

/// <summary>The hard limits of one Meeting Server (protocol.md §1), and those of the readers.</summary>
public static class ProtocolLimits
{
    /// <summary>Subscriptions on one connection.</summary>
    public const int SubscriptionsPerConnection = 100;

    /// <summary>Connections of one Meeting Server, all clients together.</summary>
    public const int ConnectionsPerServer = 5;

    /// <summary>Longest message that is read, in bytes, unless set otherwise: 4 MiB.</summary>
    public const int DefaultMaxMessageBytes = 4 * 1024 * 1024;

    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 32;
}
