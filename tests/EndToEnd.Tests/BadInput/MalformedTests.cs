using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>Messages that cannot be understood, and numbers that do not rise by one.</summary>
public sealed class MalformedTests
{
    private const int MaxMessageBytes = 64 * 1024;

    private static readonly (Injection Injection, string LastError)[] Broken =
    [
        (Injection.Text(), "a message that could not be understood: line 1, byte 1: not JSON"),
        (Injection.Misshapen(), "message.subscriptionIndex"),
        (Injection.Binary(), "a message that could not be understood: a binary frame"),
        (Injection.Huge(2 * MaxMessageBytes), "a message that could not be understood: longer than 65536 bytes"),

        // The last one: .NET closes such a socket by itself, so it never becomes something that one gets used to.
        (Injection.NotUtf8(), "a frame that could not be understood: not UTF-8"),
    ];

    [Fact]
    public async Task A_message_that_cannot_be_understood_costs_a_resync_and_nothing_else()
    {
        await using var scenario = await StartAsync();
        scenario.Inject(Broken.Select(b => b.Injection));
        await scenario.ConnectedAfterAsync(Broken.Select(b => b.LastError));
        await scenario.HealsAsync();
        Assert.All(scenario.Others, bridge => Assert.Equal((1, 1), scenario.Losses(bridge)));
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task A_bridge_that_cannot_be_understood_three_times_in_a_row_is_like_that()
    {
        await using var scenario = await StartAsync();
        for (var time = 1; time <= 3; time++)
        {
            scenario.Inject(Broken.Select(b => b.Injection));
            await Eventually.TrueAsync(() => scenario.Others.All(b => scenario.Losses(b).Resyncs == time), $"fewer than {time} resyncs");
            await scenario.HealsAsync();
        }

        scenario.Inject(Broken.Select(b => b.Injection));
        var tolerated = scenario.Others[..^1];
        await Task.WhenAll(tolerated.Select(bridge => scenario.ReadsAsync(bridge, CallBridgeStatus.Connected, "was skipped")));
        await Eventually.TrueAsync(() => scenario.View(scenario.Bridges[^1]).Resyncs == 4, "text that is not UTF-8 was taken");
        await scenario.HealsAsync();
        Assert.All(tolerated, bridge => Assert.Equal((3, 3), scenario.Losses(bridge)));
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task A_hole_in_the_numbers_costs_a_resync_and_a_bridge_that_always_has_holes_is_followed_all_the_same()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 3), s => s.Bridges[2].Faults.AlwaysHoles = true);
        var (once, always) = (scenario.Bridges[1], scenario.Bridges[2]);
        await scenario.ShowsAsync(scenario.Conferences[once]);
        once.Inject(Injection.Hole());
        scenario.Cluster.Join(scenario.Conferences[once], once, Scenario.Somebody("Carla"));

        await scenario.ReadsAsync(once, CallBridgeStatus.Connected, "was due");
        await scenario.ReadsAsync(always, CallBridgeStatus.Connected, "messageIds that do not rise by one");
        await Eventually.TrueAsync(() => scenario.View(always).Resyncs == 3, "the bridge has not yet been given up three times");
        await scenario.HealsAsync();
        Assert.Equal((1, 1), scenario.Losses(once));
        Assert.Equal((3, 3), scenario.Losses(always));
        await scenario.WitnessIsFollowedAsync();
    }

    private static async Task<Scenario> StartAsync()
    {
        var scenario = await Scenario.StartAsync(
            Scenario.Of(bridges: Broken.Length + 1), settings: TestNode.Quick with { MaxMessageBytes = MaxMessageBytes });
        await scenario.EqualsTruthAsync();
        return scenario;
    }
}
