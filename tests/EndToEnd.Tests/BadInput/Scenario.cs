using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;
using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>
/// One simulated cluster and a node that watches it. Each bridge has a conference; the first bridge is the witness: nothing is ever
/// wrong with it, and whatever is done to the others, it must not notice.
/// </summary>
internal sealed class Scenario : IAsyncDisposable
{
    private readonly TestDirectory _directory = new();

    private Scenario(SimulatedDeployment site)
    {
        Site = site;
        Conferences = Bridges.ToImmutableDictionary(bridge => bridge, bridge => Confer(bridge, $"Weekly of {bridge.Name}"));
    }

    public SimulatedDeployment Site { get; }

    public TestNode Node { get; private set; } = null!;

    public SimulatedCluster Cluster => Site.Clusters[0];

    public ImmutableArray<SimulatedCallBridge> Bridges => Cluster.Bridges;

    public SimulatedCallBridge Witness => Bridges[0];

    /// <summary>All but the witness.</summary>
    public ImmutableArray<SimulatedCallBridge> Others => Bridges[1..];

    /// <summary>The conference that each bridge has from the start.</summary>
    public ImmutableDictionary<SimulatedCallBridge, Conference> Conferences { get; }

    /// <summary>Starts the bridges, lets <paramref name="prepare"/> break what is broken from the start, then starts the node.</summary>
    public static async Task<Scenario> StartAsync(
        SimulatedDeploymentOptions options,
        Action<Scenario>? prepare = null,
        OrchestratorSettings? settings = null,
        params IEnumerable<CallBridgeSettings> strangers)
    {
        var scenario = new Scenario(await SimulatedDeployment.StartAsync(options));
        prepare?.Invoke(scenario);
        var cluster = TestNode.SettingsOf(scenario.Site, scenario._directory.Path)[0];
        cluster = cluster with { CallBridges = cluster.CallBridges.AddRange(strangers.Select(s => KeyValuePair.Create(s.Name, s))) };
        scenario.Node = await TestNode.StartAsync(scenario._directory.Path, [cluster], settings);
        return scenario;
    }

    /// <summary>A deployment with so many bridges, all of them well.</summary>
    public static SimulatedDeploymentOptions Of(int bridges) => new() { BridgesPerCluster = bridges };

    public Conference Confer(SimulatedCallBridge bridge, string name, params ImmutableArray<string> people)
    {
        var conference = Cluster.Start(bridge, new ConferenceState { Name = name });
        Cluster.Join(conference, bridge, people.IsEmpty ? [Somebody("Anna"), Somebody("Ben")] : [.. people.Select(Somebody)]);
        return conference;
    }

    public static ParticipantState Somebody(string name) => new() { Name = name, Uri = $"{name}@example.net" };

    public CallBridgeView? View(string bridge) => Node.Bridge(Cluster.Name, bridge);

    public CallBridgeView View(SimulatedCallBridge bridge) =>
        View(bridge.Name) ?? throw new InvalidOperationException($"{bridge} is not in the view.");

    /// <summary>The conference as the view has it; null where it has none.</summary>
    public LiveCall? Call(Conference conference)
    {
        var guids = conference.Truth().Instances.Select(i => i.Call).ToHashSet();
        return Node.View.Current.Calls.Values.FirstOrDefault(c => c.View.Instances.Any(i => guids.Contains(i.Call)));
    }

    /// <summary>Until the bridge reads so.</summary>
    public Task ReadsAsync(string bridge, CallBridgeStatus state, string lastError) => Eventually.NoDifferenceAsync(() =>
        View(bridge) is { } view && view.State == state && view.LastError?.Contains(lastError, StringComparison.Ordinal) == true
            ? null
            : $"{bridge} is not {state} because of '{lastError}', but {View(bridge)}");

    public Task ReadsAsync(SimulatedCallBridge bridge, CallBridgeStatus state, string lastError) =>
        ReadsAsync(bridge.Name, state, lastError);

    /// <summary>Does one thing to each of the others.</summary>
    public void Inject(IEnumerable<Injection> injections)
    {
        foreach (var (bridge, injection) in Others.Zip(injections))
        {
            Assert.Equal(1, bridge.Inject(injection));
        }
    }

    /// <summary>Until each of the others is connected, and says so of what was wrong.</summary>
    public Task ConnectedAfterAsync(IEnumerable<string> lastErrors) =>
        Task.WhenAll(Others.Zip(lastErrors, (bridge, error) => ReadsAsync(bridge, CallBridgeStatus.Connected, error)));

    public (int Reconnects, int Resyncs) Losses(SimulatedCallBridge bridge) => (View(bridge).Reconnects, View(bridge).Resyncs);

    public Task ConnectedAsync(params IEnumerable<SimulatedCallBridge> bridges) => Eventually.NoDifferenceAsync(() =>
        bridges.FirstOrDefault(b => View(b.Name)?.State != CallBridgeStatus.Connected) is { } other
            ? $"{other} is not connected, but {View(other.Name)}"
            : null);

    /// <summary>Until the view of this conference equals the truth.</summary>
    public Task ShowsAsync(Conference conference) =>
        Eventually.NoDifferenceAsync(() => TruthComparison.Difference(conference, Node.View.Current));

    /// <summary>Somebody joins at the witness, and it is seen: the witness is followed as ever, over its first connection.</summary>
    public async Task WitnessIsFollowedAsync()
    {
        Cluster.Join(Conferences[Witness], Witness, Somebody("Wanda"));
        await ShowsAsync(Conferences[Witness]);
        Assert.Equal((CallBridgeStatus.Connected, (0, 0)), (View(Witness).State, Losses(Witness)));
    }

    /// <summary>Until the view equals the truth, with every message acknowledged and no breach noted.</summary>
    public async Task EqualsTruthAsync()
    {
        await Eventually.NoDifferenceAsync(() => TruthComparison.Difference(Site, Node.View.Current));
        await Eventually.TrueAsync(() => Bridges.All(b => b.UnacknowledgedCount == 0), "messages are not acknowledged");
        Assert.Empty(Site.Breaches.ToImmutableArray());
    }

    /// <summary>Why the conferences of that name ended, in order, as history has it.</summary>
    public List<string?> EndReasons(string name)
    {
        using var history = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "feed.db")};Mode=ReadOnly;Pooling=False");
        history.Open();
        using var query = history.CreateCommand();
        query.CommandText = "SELECT json_extract(body, '$.endReason') FROM history_calls WHERE name = upper($1) ORDER BY revision";
        query.Parameters.AddWithValue("$1", name);
        using var rows = query.ExecuteReader();
        var reasons = new List<string?>();
        while (rows.Read())
        {
            reasons.Add(rows.IsDBNull(0) ? null : rows.GetString(0));
        }

        return reasons;
    }

    /// <summary>Everybody is heard: at each bridge somebody joins, and the view equals the truth then, too.</summary>
    public async Task HealsAsync()
    {
        await ConnectedAsync(Bridges);
        foreach (var (bridge, conference) in Conferences)
        {
            if (conference.CallOn(bridge) is not null)
            {
                Cluster.Join(conference, bridge, Somebody("Hal"));
            }
        }

        await EqualsTruthAsync();
    }

    /// <summary>Stops the node, lets something happen, and starts it again over the same data.</summary>
    public async Task AwayAsync(Action meanwhile, OrchestratorSettings? settings = null)
    {
        await Node.DisposeAsync();
        meanwhile();
        Node = await TestNode.StartAsync(_directory.Path, Site, settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Site.DisposeAsync();
        _directory.Dispose();
    }
}
