using System.Globalization;
using System.Text.Json;
using CmsOrchestrator.Load.Bridges;

namespace CmsOrchestrator.Load.Traffic;

/// <summary>A deployment's size.</summary>
/// <param name="Calls">Conferences of each Call Bridge.</param>
/// <param name="Participants">Of each conference.</param>
internal sealed record SiteSize(int Clusters, int Bridges, int Calls, int Participants)
{
    public int AllBridges => Clusters * Bridges;

    public int AllCalls => AllBridges * Calls;

    public int AllParticipants => AllCalls * Participants;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{AllBridges:N0} bridges, {AllCalls:N0} calls, {AllParticipants:N0} participants");
}

/// <summary>All simulated Call Bridges of a deployment, listening.</summary>
internal sealed class LoadSite : IDisposable
{
    public LoadSite(SiteSize size)
    {
        Size = size;
        Conferences = [.. Enumerable.Range(0, size.AllCalls).Select(n => new Conference(n, size.Participants))];
        Bridges =
        [
            .. Enumerable.Range(0, size.AllBridges).Select(n => new LoadBridge(
                $"c{n / size.Bridges:00}", $"b{n % size.Bridges:00}", [.. Conferences.Where(c => c.Number % size.AllBridges == n)])),
        ];
    }

    public SiteSize Size { get; }

    /// <summary>For how long the program keeps what has ended.</summary>
    public TimeSpan HistoryTime { get; init; } = TimeSpan.FromDays(30);

    public IReadOnlyList<LoadBridge> Bridges { get; }

    /// <summary>By number. Neighbours are on different bridges.</summary>
    public IReadOnlyList<Conference> Conferences { get; }

    public LoadBridge BridgeOf(Conference conference) => Bridges[conference.Number % Bridges.Count];

    /// <summary>Every conference's roster and info, and every list of calls, is followed.</summary>
    public bool IsFollowed => Bridges.All(bridge => bridge.IsFollowed);

    /// <summary>The orchestrator's configuration.</summary>
    /// <param name="database">A PostgreSQL database; null for SQLite in the directory.</param>
    public string Configuration(string dataDirectory, string? database) => JsonSerializer.Serialize(new
    {
        Orchestrator = new
        {
            DataDirectory = dataDirectory,
            HistoryTime = HistoryTime.ToString("c"),
            Storage = new { Provider = database is null ? "Sqlite" : "PostgreSql", ConnectionString = database },
            Clusters = Bridges.GroupBy(b => b.Cluster).ToDictionary(c => c.Key, c => new
            {
                CallBridges = c.ToDictionary(
                    b => b.Name,
                    b => new { Url = b.Url.GetLeftPart(UriPartial.Authority), Username = "events", Password = "load", MaxConnections = 5 }),
            }),
        },
    });

    public void Dispose()
    {
        foreach (var bridge in Bridges)
        {
            bridge.Dispose();
        }
    }
}
