using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Configuration;

/// <summary>Reads <c>Orchestrator</c>.</summary>
internal static class OrchestratorReader
{
    /// <summary>A timer of .NET runs for at most 49 days, one of Akka.NET for 24.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(20);

    private static readonly TimeSpan LongestHistory = TimeSpan.FromDays(36500);

    private const int SmallestMessage = 1024;
    private const int LargestMessage = 256 * 1024 * 1024;
    private const int LargestQueue = 1024 * 1024 * 1024;
    private const int MostEntries = 10_000_000;

    /// <summary>Longer than any id and any word that is known.</summary>
    private const int ShortestText = 64;
    private const int LongestText = 1024 * 1024;

    public static (OrchestratorSettings Settings, NodeSettings? Node, ImmutableArray<CmsClusterSettings> Clusters) Read(Reading reading)
    {
        var section = reading.Section("Orchestrator");
        section.KnowsOnly(
            "DataDirectory", "Storage", "Node", "HandoverTime", "BridgeLossTime", "SnapshotQuietTime", "SnapshotMaxTime", "PendingTime",
            "ReconnectMinTime", "ReconnectMaxTime", "LivenessTime", "HistoryTime", "MaxMessageBytes", "MaxCallsPerBridge",
            "MaxParticipantsPerBridge", "MaxTextLength", "ConnectionQueueBytes", "ConnectionCredit", "Clusters");
        var node = NodeReader.Read(section.Child("Node"), section.Child("Storage"));
        return (Settings(section), node, ClustersReader.Read(section.Child("Clusters")));
    }

    private static OrchestratorSettings Settings(Section section)
    {
        var standard = new OrchestratorSettings();
        var directory = Path.GetFullPath(section.Text("DataDirectory") ?? OrchestratorSettings.DefaultDirectory);
        var settings = standard with
        {
            Storage = StorageReader.Read(section.Child("Storage"), directory),
            HandoverTime = section.Duration("HandoverTime", standard.HandoverTime, LongestTimer),
            BridgeLossTime = section.Duration("BridgeLossTime", standard.BridgeLossTime, LongestTimer),
            SnapshotQuietTime = section.Duration("SnapshotQuietTime", standard.SnapshotQuietTime, LongestTimer),
            SnapshotMaxTime = section.Duration("SnapshotMaxTime", standard.SnapshotMaxTime, LongestTimer),
            PendingTime = section.Duration("PendingTime", standard.PendingTime, LongestTimer),
            ReconnectMinTime = section.Duration("ReconnectMinTime", standard.ReconnectMinTime, LongestTimer),
            ReconnectMaxTime = section.Duration("ReconnectMaxTime", standard.ReconnectMaxTime, LongestTimer),
            LivenessTime = section.Duration("LivenessTime", standard.LivenessTime, LongestTimer),
            HistoryTime = section.Duration("HistoryTime", standard.HistoryTime, LongestHistory),
            MaxMessageBytes = section.Number("MaxMessageBytes", SmallestMessage, LargestMessage, standard.MaxMessageBytes),
            MaxCallsPerBridge = section.Number("MaxCallsPerBridge", 1, MostEntries, standard.MaxCallsPerBridge),
            MaxParticipantsPerBridge = section.Number("MaxParticipantsPerBridge", 1, MostEntries, standard.MaxParticipantsPerBridge),
            MaxTextLength = section.Number("MaxTextLength", ShortestText, LongestText, standard.MaxTextLength),
            ConnectionQueueBytes = section.Number("ConnectionQueueBytes", SmallestMessage, LargestQueue, standard.ConnectionQueueBytes),
            ConnectionCredit = section.Number("ConnectionCredit", 1, MostEntries, standard.ConnectionCredit),
        };
        if (settings.ReconnectMinTime > settings.ReconnectMaxTime)
        {
            section.Problem("ReconnectMinTime", $"must not be longer than ReconnectMaxTime ({settings.ReconnectMaxTime:c})");
        }

        return settings;
    }
}
