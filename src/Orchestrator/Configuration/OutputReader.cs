namespace CmsOrchestrator.Configuration;

/// <summary>Reads <c>Logging</c> and <c>Telemetry</c>.</summary>
internal static class OutputReader
{
    public static OutputSettings Read(Reading reading)
    {
        var logging = reading.Section("Logging");
        logging.KnowsOnly("Format", "Level");
        var telemetry = reading.Section("Telemetry");
        telemetry.KnowsOnly("Otlp");
        var otlp = telemetry.Child("Otlp");
        otlp.KnowsOnly("Endpoint", "Protocol");
        return new OutputSettings
        {
            LogFormat = logging.Word("Format", LogFormat.Text),
            LogLevel = logging.Word("Level", LogLevel.Information),
            OtlpEndpoint = Endpoint(otlp),
            OtlpProtocol = otlp.Word("Protocol", OtlpProtocol.Grpc),
        };
    }

    private static Uri? Endpoint(Section otlp)
    {
        if (otlp.Text("Endpoint") is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            otlp.Problem("Endpoint", "must be an address such as http://127.0.0.1:4317");
            return null;
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0)
        {
            otlp.Problem("Endpoint", "must hold no user, password or query: a URL is no place for a secret");
            return null;
        }

        return url;
    }
}
