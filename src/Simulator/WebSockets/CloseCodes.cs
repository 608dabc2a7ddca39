namespace CmsOrchestrator.Simulator;

/// <summary>The close codes of RFC 6455 §7.4.1 that are used here.</summary>
internal static class CloseCodes
{
    public const ushort Normal = 1000;
    public const ushort GoingAway = 1001;
    public const ushort ProtocolError = 1002;
    public const ushort Unsupported = 1003;
    public const ushort None = 1005;
    public const ushort NotText = 1007;
    public const ushort Policy = 1008;
    public const ushort TooLong = 1009;
}
