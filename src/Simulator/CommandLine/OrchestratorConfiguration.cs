using System.Text.Encodings.Web;
using System.Text.Json;

namespace CmsOrchestrator.Simulator;

/// <summary>What an orchestrator needs to watch a deployment (api.md, "Configuration").</summary>
public static class OrchestratorConfiguration
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A configuration file's text. It names the CA's file by its whole path, so that the file may lie anywhere.</summary>
    public static string For(SimulatedDeployment deployment, string? caFile)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        var clusters = deployment.Clusters.ToDictionary(
            c => c.Name,
            c => new { CallBridges = c.Bridges.ToDictionary(b => b.Name, b => CallBridge(b, caFile)) });
        return JsonSerializer.Serialize(new { Orchestrator = new { Clusters = clusters } }, Json);
    }

    private static Dictionary<string, string> CallBridge(SimulatedCallBridge bridge, string? caFile)
    {
        var settings = new Dictionary<string, string>
        {
            ["Url"] = bridge.Url.GetLeftPart(UriPartial.Authority),
            ["Username"] = bridge.Username,
            ["Password"] = bridge.Password,
        };
        if (caFile is not null)
        {
            settings["CaFile"] = Path.GetFullPath(caFile);
        }

        return settings;
    }
}
