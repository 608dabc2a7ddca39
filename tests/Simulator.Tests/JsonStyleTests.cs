using System.Text.Json;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>However a bridge writes its JSON, it says the same.</summary>
public sealed class JsonStyleTests
{
    public static TheoryData<JsonStyle> Styles => new(
        new JsonStyle { Spacing = JsonSpacing.Compact },
        new JsonStyle { Spacing = JsonSpacing.Spaced },
        new JsonStyle { Spacing = JsonSpacing.Indented },
        new JsonStyle { Missing = MissingValues.Absent },
        new JsonStyle { Missing = MissingValues.EmptyText },
        new JsonStyle { DecimalNumbers = true, UnknownKeys = true },
        JsonStyle.Nasty);

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task Every_style_is_JSON_and_says_the_same(JsonStyle style)
    {
        ArgumentNullException.ThrowIfNull(style);
        await using var sim = await SimulatedDeployment.StartAsync(
            new SimulatedDeploymentOptions { Behaviour = new ServerBehaviour { Json = style } });
        var (cluster, bridge) = (sim.Clusters[0], sim.Clusters[0].Bridges[0]);
        var conference = cluster.Start(bridge, new ConferenceState { Name = "Zoë \"quotes\" \\ 😀" });
        cluster.Join(conference, bridge, new ParticipantState { Importance = null });
        await using var client = await BareClient.ConnectAsync(bridge);

        await client.SubscribeAsync(Specs.Calls(1));
        await client.NextAsync<ServerMessage.Ack>();
        await client.NextAsync<ServerMessage.SubscriptionUpdate>();
        await client.NextAsync<ServerMessage.SubscriptionUpdate>();
        var call = (await client.NextAsync<ServerMessage.CallListUpdate>()).Updates.Single();

        using var json = JsonDocument.Parse(client.LastText);
        Assert.Equal("Zoë \"quotes\" \\ 😀", call.Elements[Element.Name].AsText);
        Assert.Equal(1, call.Elements[Element.Participants].AsNumber);
        Assert.Equal(style.UnknownKeys, client.LastText.Contains("xNew", StringComparison.Ordinal));
        Assert.Equal(style.DecimalNumbers, client.LastText.Contains("1.0", StringComparison.Ordinal));
    }
}
