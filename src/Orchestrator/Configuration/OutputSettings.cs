namespace CmsOrchestrator.Configuration;

/// <summary>What the program says of itself, how, and to whom; read once, at the start.</summary>
internal sealed record OutputSettings
{
    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    /// <summary>The least level that is logged; the framework's own lines come from <see cref="LogLevel.Warning"/> on.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>An OpenTelemetry collector; null for none.</summary>
    public Uri? OtlpEndpoint { get; init; }

    public OtlpProtocol OtlpProtocol { get; init; } = OtlpProtocol.Grpc;
}

/// <summary>How the log is written.</summary>
internal enum LogFormat
{
    Text,
    Json,
}

/// <summary>How a collector is spoken to.</summary>
internal enum OtlpProtocol
{
    Grpc,
    HttpProtobuf,
}
