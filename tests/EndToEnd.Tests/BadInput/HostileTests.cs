using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model.Views;
using static CmsOrchestrator.EndToEnd.Tests.BadInput.HostileBridge;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>A Call Bridge that sends more, and longer, than anybody can keep. Limits hold, it is said, and the one beside it does not notice.</summary>
public sealed class HostileTests
{
    private const int MaxCalls = 300;
    private const int MaxParticipants = 500;
    private const int MaxTextLength = 100;

    // More than it could hold on to, were there no limits, and a fraction of what went through.
    private const long MostMemory = 100_000_000;

    private static readonly OrchestratorSettings Settings = TestNode.Quick with
    {
        MaxCallsPerBridge = MaxCalls,
        MaxParticipantsPerBridge = MaxParticipants,
        MaxTextLength = MaxTextLength,
        SnapshotMaxTime = TimeSpan.FromSeconds(5),
        LivenessTime = TimeSpan.FromSeconds(30),
    };

    [Fact]
    public async Task Of_calls_without_end_as_many_are_followed_as_the_limit_allows_and_all_once_there_is_room()
    {
        await using var hostile = await StartAsync();
        await using var scenario = await ScenarioAsync(hostile);
        var connection = await hostile.ConnectedAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 100; i++)
        {
            await connection.CallsAsync(Enumerable.Range(i * 1000, 1000).Select(Added));
        }

        await scenario.ReadsAsync(Name, CallBridgeStatus.Connected, $"there are more calls than MaxCallsPerBridge ({MaxCalls}) allows");
        Assert.True(scenario.View(Name)!.LeavesOutCalls);
        await Eventually.TrueAsync(() => Shown(scenario).Count == MaxCalls, "other calls are shown than the first ones");
        await Eventually.TrueAsync(() => scenario.View(Name)!.Calls == MaxCalls, "the bridge's figure is not shown");
        await scenario.WitnessIsFollowedAsync();
        await LittleIsKeptAsync(before);

        await connection.CallsAsync(Enumerable.Range(0, MaxCalls / 2).Select(Removed));
        await Eventually.TrueAsync(
            () => scenario.View(Name)!.LastError!.Contains("there is room again for calls", StringComparison.Ordinal), "it is not resynchronised");
        connection = await hostile.ConnectedAsync();
        await connection.CallsAsync(Enumerable.Range(MaxCalls, 5).Select(Added));
        await Eventually.TrueAsync(
            () => Shown(scenario).Order().SequenceEqual(Enumerable.Range(MaxCalls, 5).Select(Call)), "what it lists now is not what is shown");
        Assert.False(scenario.View(Name)!.LeavesOutCalls);
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task A_roster_without_end_is_not_followed_and_said_to_be_missing_until_it_is_one_that_can_be()
    {
        await using var hostile = await StartAsync();
        await using var scenario = await ScenarioAsync(hostile, Settings with { ReconnectMaxTime = TimeSpan.FromSeconds(6) });
        var connection = await hostile.ConnectedAsync();
        await connection.CallsAsync([Added(1), Added(2)]);
        await connection.RosterAsync(Call(1), Enumerable.Range(0, 5).Select(p => Joined(p, "Alice")));
        var endless = await connection.IndexAsync(Call(2));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 1; i <= 150; i++)
        {
            await connection.RosterAsync(endless, Enumerable.Range(i * 1000, 300).Select(p => Joined(p, "Mallory")));
        }

        await scenario.ReadsAsync(Name, CallBridgeStatus.Connected, $"there are more participants than MaxParticipantsPerBridge ({MaxParticipants}) allows");
        await Eventually.NoDifferenceAsync(() => Rosters(scenario, (Call(1), 5, false), (Call(2), 0, true)));
        await scenario.WitnessIsFollowedAsync();
        await LittleIsKeptAsync(before);

        await Eventually.TrueAsync(() => connection.IsAskedAgain(Call(2), endless), "the roster is not asked for again");
        await connection.RosterAsync(Call(2), Enumerable.Range(1000, 10).Select(p => Joined(p, "Mallory")));
        await Eventually.NoDifferenceAsync(() => Rosters(scenario, (Call(1), 5, false), (Call(2), 10, false)));
    }

    [Fact]
    public async Task Names_of_megabytes_are_cut_and_shown()
    {
        await using var hostile = await StartAsync();
        await using var scenario = await ScenarioAsync(hostile);
        var connection = await hostile.ConnectedAsync();
        var name = new string('x', 3 * 1024 * 1024);
        var shown = name[..(MaxTextLength - 1)] + "…";
        await connection.CallsAsync([Added(1, name)]);
        for (var i = 0; i < 20; i++)
        {
            await connection.RosterAsync(Call(1), [Joined(i, name)]);
        }

        await scenario.ReadsAsync(Name, CallBridgeStatus.Connected, $"a text of more than MaxTextLength ({MaxTextLength}) characters was cut");
        await Eventually.TrueAsync(() => Calls(scenario) is [{ View: { RosterSize: 20 } view }] && view.Name == shown, "the call is not shown");
        Assert.All(Calls(scenario)[0].Participants.Values, p => Assert.Equal(shown, p.Name));
        Assert.Equal((0, 0), (scenario.View(Name)!.Reconnects, scenario.View(Name)!.Resyncs));
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task GUIDs_that_are_none_cost_a_resync_and_in_the_end_what_they_are_part_of()
    {
        await using var hostile = await StartAsync();
        await using var scenario = await ScenarioAsync(hostile);
        for (var time = 0; time < 3; time++)
        {
            await (await hostile.ConnectedAsync()).CallsAsync(["""{"call":"number 1","updateType":"add"}"""]);
            await Eventually.TrueAsync(() => scenario.View(Name)!.Resyncs == time + 1, "it is not understood all the same");
        }

        var connection = await hostile.ConnectedAsync();
        await connection.CallsAsync(["""{"call":"number 1","updateType":"add"}"""]);
        await connection.CallsAsync([Added(1)]);
        await scenario.ReadsAsync(Name, CallBridgeStatus.Connected, "was skipped: message.updates[0].call: not a GUID");
        await Eventually.TrueAsync(() => Shown(scenario) is [var call] && call == Call(1), "the call that has a GUID is not shown");
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task Messages_that_contradict_each_other_are_believed_in_order_and_the_last_one_counts()
    {
        await using var hostile = await StartAsync();
        await using var scenario = await ScenarioAsync(hostile);
        var connection = await hostile.ConnectedAsync();
        await connection.CallsAsync([Added(1), Added(2)]);
        await connection.IndexAsync(Call(1));
        for (var i = 0; i < 300; i++)
        {
            await connection.CallsAsync([Added(1, $"call {i}", correlator: i % 3), Removed(2), Added(2, $"call {i}", correlator: 1), Removed(3)]);
            await connection.RosterAsync(Call(1), [Joined(1, $"name {i}"), Left(1), Left(2), Joined(1, $"name {i}")]);
            await connection.StatesAsync(i % 2 == 0 ? "pending" : "active");
        }

        await connection.CallsAsync([Removed(2), Added(1, "at last", correlator: 9)]);
        await connection.StatesAsync("active");
        await connection.RosterAsync(Call(1), [Left(1), Joined(7, "Mallory")]);
        await Eventually.NoDifferenceAsync(() =>
            Calls(scenario) is [{ View.Name: "at last" } call] && call.Participants.Values.Select(p => p.Name).SequenceEqual(["Mallory"])
                ? null
                : string.Join(", ", Calls(scenario).Select(c => $"{c.View.Name}: {string.Join(' ', c.Participants.Values.Select(p => p.Name))}")));
        Assert.Equal((0, 0), (scenario.View(Name)!.Reconnects, scenario.View(Name)!.Resyncs));
        await scenario.WitnessIsFollowedAsync();
    }

    private static Task<HostileBridge> StartAsync() => HostileBridge.StartAsync();

    private static async Task<Scenario> ScenarioAsync(HostileBridge hostile, OrchestratorSettings? settings = null)
    {
        var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 1), prepare: null, settings ?? Settings, hostile.Settings);
        await scenario.ShowsAsync(scenario.Conferences[scenario.Witness]);
        return scenario;
    }

    // Other tests have their memory in this process, too, for a while.
    private static Task LittleIsKeptAsync(long before) => Eventually.TrueAsync(
        () => GC.GetTotalMemory(forceFullCollection: true) - before < MostMemory, "what is beyond the limits is kept");

    // Of the hostile bridge only.
    private static List<LiveCall> Calls(Scenario scenario) =>
        [.. scenario.Node.View.Current.Calls.Values.Where(c => c.View.Instances.Any(i => i.CallBridge.Value == Name))];

    private static List<string> Shown(Scenario scenario) =>
        [.. Calls(scenario).SelectMany(c => c.View.Instances).Select(i => i.Call.ToString())];

    private static string? Rosters(Scenario scenario, params (string Call, int Size, bool IsDegraded)[] wanted)
    {
        var shown = Calls(scenario).Select(c => (c.View.Instances[0].Call.ToString(), c.View.RosterSize, c.View.Degraded)).Order().ToList();
        return shown.SequenceEqual(wanted) ? null : string.Join(", ", shown);
    }

    private static string Added(int call) => Added(call, $"call {call}");

    private static string Added(int call, string name, int? correlator = null) =>
        $$"""{"call":"{{Call(call)}}","updateType":"add","name":"{{name}}","callCorrelator":"{{(correlator is { } id ? Call(0xc000 + id) : "")}}","participants":0}""";

    private static string Removed(int call) => $$"""{"call":"{{Call(call)}}","updateType":"remove"}""";

    private static string Joined(int person, string name) => $$"""{"participant":"{{Person(person)}}","updateType":"add","name":"{{name}}","state":"connected"}""";

    private static string Left(int person) => $$"""{"participant":"{{Person(person)}}","updateType":"remove","reason":"remoteTeardown"}""";
}
