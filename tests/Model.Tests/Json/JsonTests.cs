using System.Text.Json;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Model.Views;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Json;

/// <summary>The scenes of the other tests store and read back every state and event; here is what that looks like.</summary>
public class JsonTests
{
    private readonly CallScene _scene = new();
    private readonly BridgeScript _lon = new(Ids.Lon, 1);

    public JsonTests() => _scene.Tell(
        _lon.Added(1, Call(name: "Weekly", participants: 2)), _lon.RosterActive(2), _lon.Roster(2, Join(1, "Ann")));

    [Fact]
    public void An_event_reads_in_the_journal() => Assert.Equal(
        """{"changes":[{"is":"instanceTold","key":"lon1/000000ca-0000-0000-0000-000000000001","epoch":"1.1","isWhole":true,"isProvisional":false,"values":{"name":"Weekly","participants":2},"at":"1970-01-01T00:00:01.000Z"},{"is":"sessionStarted","id":"0000005e-0000-0000-0000-000000000001","at":"1970-01-01T00:00:01.000Z"},{"is":"partStateChanged","key":"lon1/000000ca-0000-0000-0000-000000000001","part":"Roster","epoch":"1.1","state":"active","at":"1970-01-01T00:00:02.000Z"},{"is":"rosterTold","key":"lon1/000000ca-0000-0000-0000-000000000001","updates":[{"participant":"000000be-0000-0000-0000-000000000001","type":"Add","elements":{"name":"Ann"}}],"at":"1970-01-01T00:00:02.000Z"}]}""",
        JsonSerializer.Serialize(_scene.Journal[0], JournalJson.Default.CallChanged));

    [Fact]
    public void A_state_reads_in_a_snapshot() => Assert.Equal(
        """{"session":{"id":"0000005e-0000-0000-0000-000000000001","startedAt":"1970-01-01T00:00:01.000Z","name":"Weekly","callType":null,"nameAt":"1970-01-01T00:00:01.000Z","callTypeAt":"1970-01-01T00:00:00.000Z","goneHeardAt":"1970-01-01T00:00:00.000Z"},"slots":[{"key":"lon1/000000ca-0000-0000-0000-000000000001","instance":{"epoch":"1.1","values":{"name":["Weekly",1000],"participants":[2,1000]},"addedAt":"1970-01-01T00:00:01.000Z","heardAt":"1970-01-01T00:00:02.000Z","isProvisional":false},"roster":{"state":"active","epoch":"1.1","isComplete":false,"entries":{"000000be-0000-0000-0000-000000000001":{"epoch":"1.1","values":{"name":["Ann",2000]}}}}}],"present":{"000000be-0000-0000-0000-000000000001":{"joinedAt":"1970-01-01T00:00:02.000Z"}},"isDegraded":false}""",
        CallScene.Store(_scene.State));

    [Fact]
    public void A_call_reads_as_the_API_shows_it()
    {
        var text = JsonSerializer.Serialize(_scene.View, ViewJson.Default.CallView);
        Assert.Equal(
            """{"id":"0000005e-0000-0000-0000-000000000001","cluster":"emea","callCorrelator":"000000c0-0000-0000-0000-000000000001","name":"Weekly","callType":null,"state":"active","freshness":"live","degraded":false,"startedAt":"1970-01-01T00:00:01.000Z","endedAt":null,"endReason":null,"participants":2,"rosterSize":1,"recording":null,"endpointRecording":null,"streaming":null,"lockState":null,"joinAudioMuteOverride":null,"instances":[{"callBridge":"lon1","call":"000000ca-0000-0000-0000-000000000001","freshness":"live","staleSince":null,"participants":2,"distributedInstances":null,"lockState":null,"roster":"active","callInfo":"none"}]}""",
            text);
        Assert.Equal(_scene.View, JsonSerializer.Deserialize(text, ViewJson.Default.CallView));
    }

    [Fact]
    public void A_participant_reads_as_the_API_shows_it()
    {
        var text = JsonSerializer.Serialize(_scene.Person(1)!, ViewJson.Default.ParticipantView);
        Assert.Equal(
            """{"participant":"000000be-0000-0000-0000-000000000001","call":"0000005e-0000-0000-0000-000000000001","cluster":"emea","name":"Ann","uri":"","state":null,"direction":null,"audioMuted":null,"videoMuted":null,"importance":null,"layout":null,"activeSpeaker":null,"presenter":null,"endpointRecording":null,"canMove":null,"canMoveToLobby":null,"movedParticipant":null,"movedParticipantCallBridge":null,"joinedAt":"1970-01-01T00:00:02.000Z","leftAt":null,"leaveReason":null,"seenBy":["lon1"],"freshness":"live"}""",
            text);
        Assert.Equal(_scene.Person(1), JsonSerializer.Deserialize(text, ViewJson.Default.ParticipantView));
    }

    [Fact]
    public void A_call_bridge_survives_the_feed()
    {
        var bridge = new CallBridgeView
        {
            Cluster = Ids.Cluster,
            Name = Ids.Lon,
            Url = "https://lon1.example.net:445",
            State = CallBridgeStatus.BackingOff,
            Since = Ids.At(1),
            Connections = 1,
            Subscriptions = new SubscriptionCounts(1, 2, 3),
            Calls = 4,
            Resyncs = 5,
            Reconnects = 6,
        };
        var text = JsonSerializer.Serialize(bridge, ViewJson.Default.CallBridgeView);
        Assert.Equal(
            """{"cluster":"emea","name":"lon1","url":"https://lon1.example.net:445","state":"backingOff","since":"1970-01-01T00:00:01.000Z","connections":1,"subscriptions":{"pending":1,"active":2,"deactivated":3},"calls":4,"lastMessageAt":null,"messagesReceived":0,"resyncs":5,"reconnects":6,"lastError":null}""",
            text);
        Assert.Equal(bridge, JsonSerializer.Deserialize(text, ViewJson.Default.CallBridgeView));
    }

    [Fact]
    public void Every_kind_of_change_has_a_name_in_the_journal()
    {
        var kinds = typeof(CallChange).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(CallChange))).Select(t => char.ToLowerInvariant(t.Name[0]) + t.Name[1..]);
        var names = typeof(CallChange).GetCustomAttributes(false).OfType<System.Text.Json.Serialization.JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!);
        Assert.Equal(kinds.Order(), names.Order());
    }
}
