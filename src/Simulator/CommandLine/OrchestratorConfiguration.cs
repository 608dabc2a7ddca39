using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CmsOrchestrator.Simulator;

/// <summary>What an orchestrator needs to watch a deployment (api.md, "Configuration").</summary>
public static class OrchestratorConfiguration
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = Encoder };
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = Encoder };

    /// <summary>
    /// A configuration file's text. It names the CA's file by its whole path, so that the file may lie anywhere. A spare bridge is in a
    /// comment: without the comment's marks it is one of its cluster.
    /// </summary>
    public static string For(SimulatedDeployment deployment, string? caFile)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Indented))
        {
            json.WriteStartObject();
            json.WriteStartObject("Orchestrator");
            json.WriteStartObject("Clusters");
            foreach (var cluster in deployment.Clusters)
            {
                Write(json, cluster, caFile);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void Write(Utf8JsonWriter json, SimulatedCluster cluster, string? caFile)
    {
        json.WriteStartObject(cluster.Name);
        json.WriteStartObject("CallBridges");
        foreach (var bridge in cluster.Bridges.Where(b => b.IsSpare))
        {
            json.WriteCommentValue($" \"{bridge.Name}\": {JsonSerializer.Serialize(Settings(bridge, caFile), OneLine)}, ");
        }

        foreach (var bridge in cluster.Bridges.Where(b => !b.IsSpare))
        {
            json.WritePropertyName(bridge.Name);
            JsonSerializer.Serialize(json, Settings(bridge, caFile));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Dictionary<string, string> Settings(SimulatedCallBridge bridge, string? caFile)
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
