using System.Text.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>The message flow of protocol.md §3 and §4, word for word, against a bridge that is not the simulator.</summary>
public sealed class MessageFlowTests
{
    private const string Call = "c982b7fd-3a5e-4d3c-9f0b-2f4a5c7e1d10";
    private const string Correlator = "dee0733c-6f7a-4d21-8a8e-0c5f6a1b2c3d";
    private const string Participant = "4758c0de-1111-4222-8333-444455556666";

    [Fact]
    public async Task A_call_is_followed_from_the_first_request_to_its_end()
    {
        using var directory = new TestDirectory();
        await using var bridge = await ScriptedBridge.StartAsync();
        await using var node = await TestNode.StartAsync(directory.Path, [bridge.AsCluster("emea", "lon1")]);
        var connection = await bridge.ConnectionAsync();

        // The client asks for the list of calls; ack, pending, active.
        var (first, calls) = await connection.RequestAsync();
        var list = Assert.Single(calls.EnumerateArray());
        Assert.Equal("calls", list.GetProperty("type").GetString());
        Assert.False(list.TryGetProperty("call", out _));
        Assert.Equal(
            ["name", "participants", "distributedInstances", "recording", "streaming", "endpointRecording", "lockState", "callType", "callCorrelator"],
            list.GetProperty("elements").EnumerateArray().Select(e => e.GetString()));
        var index = list.GetProperty("index").GetInt32();
        await connection.SendAsync(Ack(first));
        await connection.SendAsync(States(1, (index, "pending")));
        await connection.AckedAsync(1);
        await connection.SendAsync(States(2, (index, "active")));
        await connection.AckedAsync(2);
        await Eventually.TrueAsync(() => node.Bridge("emea", "lon1")?.State == CallBridgeStatus.Connected, "the bridge is not shown as connected");

        // The snapshot. The client asks for the same once more, to know where it ends, then for all three resources.
        await connection.SendAsync($$"""
            { "type" : "message",
              "message" : { "messageId" : 3.0, "type" : "callListUpdate", "subscriptionIndex" : {{index}}, "updates" : [
                { "call" : "{{Call.ToUpperInvariant()}}", "updateType" : "add", "callCorrelator" : "{{Correlator}}", "name" : "Weekly", "participants" : 7.0,
                  "distributedInstances" : 0, "streaming" : "inactive", "recording" : "inactive", "endpointRecording" : "inactive",
                  "lockState" : "notLocked", "callType" : "coSpace", "somethingNew" : { "deep" : [ 1, 2 ] } } ] } }
            """);
        await connection.AckedAsync(3);
        var all = await AllThreeAsync(connection, index);
        var (roster, info) = (IndexOf(all, "callRoster"), IndexOf(all, "callInfo"));
        Assert.Equal(3, new HashSet<int> { index, roster, info }.Count);
        await connection.SendAsync(States(4, (index, "active"), (roster, "pending"), (info, "pending")));
        await connection.AckedAsync(4);
        await connection.SendAsync(States(5, (index, "active"), (roster, "active"), (info, "active")));
        await connection.AckedAsync(5);
        await connection.SendAsync($$"""
            { "type" : "message", "message" : { "messageId" : 6, "type" : "rosterUpdate", "subscriptionIndex" : {{roster}}, "updates" : [
              { "participant" : "{{Participant}}", "updateType" : "add", "name" : "", "uri" : "248@example.net", "state" : "initial",
                "direction" : "outgoing", "canMove" : false, "audioMuted" : true, "videoMuted" : false, "importance" : 1.0,
                "layout" : "speakerOnly", "activeSpeaker" : false, "presenter" : false, "endpointRecording" : "inactive" } ] } }
            """);
        await connection.AckedAsync(6);
        await connection.SendAsync($$"""
            { "type" : "message", "message" : { "messageId" : 7, "type" : "callInfoUpdate", "subscriptionIndex" : {{info}},
              "callInfo" : { "name" : "Weekly", "participants" : 7, "joinAudioMuteOverride" : true, "lockState" : "unlocked" } } }
            """);
        await connection.AckedAsync(7);
        await connection.SendAsync($$"""
            { "type" : "message", "message" : { "messageId" : 8, "type" : "rosterUpdate", "subscriptionIndex" : {{roster}}, "updates" : [
              { "participant" : "{{Participant}}", "updateType" : "update", "state" : "ringing", "name" : "248" } ] } }
            """);
        await connection.AckedAsync(8);
        connection.AcknowledgeTheRest();
        await Eventually.TrueAsync(
            () => node.View.Current.Calls.Values.SingleOrDefault() is { Participants.Count: 1, View.JoinAudioMuteOverride.AsBoolean: true } call
                && call.Participants.Values.Single().State.AsText == "ringing",
            "the call is not shown");

        var shown = node.View.Current.Calls.Values.Single();
        Assert.Equal((Correlator, "Weekly", 7, "live"), (shown.View.CallCorrelator.ToString(), shown.View.Name, shown.View.Participants, shown.View.Freshness));
        Assert.Equal("notLocked", shown.View.LockState.AsText);
        var instance = Assert.Single(shown.View.Instances);
        Assert.Equal((Call, "active", "active"), (instance.Call.ToString(), instance.Roster, instance.CallInfo));
        var participant = shown.Participants.Values.Single();
        Assert.Equal(("248", "248@example.net", 1.0), (participant.Name, participant.Uri, participant.Importance.AsNumber));

        // The end: deactivated just before the remove.
        await connection.SendAsync(States(9, (index, "active"), (roster, "deactivated"), (info, "deactivated")));
        await connection.SendAsync($$"""
            { "type" : "message", "message" : { "messageId" : 10, "type" : "callListUpdate", "subscriptionIndex" : {{index}}, "updates" : [
              { "call" : "{{Call}}", "updateType" : "remove", "reason" : "allLeft" } ] } }
            """);
        await Eventually.TrueAsync(() => node.View.Current.Calls.IsEmpty, "the call is still shown");
        Assert.Equal(CallBridgeStatus.Connected, node.Bridge("emea", "lon1")!.State);
        Assert.Null(node.Bridge("emea", "lon1")!.LastError);
        connection.Finish();
    }

    private static async Task<JsonElement> AllThreeAsync(ScriptedConnection connection, int index)
    {
        while (true)
        {
            var (id, subscriptions) = await connection.RequestAsync();
            await connection.SendAsync(Ack(id));
            Assert.Contains(subscriptions.EnumerateArray(), s => s.GetProperty("index").GetInt32() == index);
            if (subscriptions.GetArrayLength() == 3)
            {
                return subscriptions;
            }

            Assert.Equal(1, subscriptions.GetArrayLength());
        }
    }

    private static int IndexOf(JsonElement subscriptions, string type)
    {
        var found = subscriptions.EnumerateArray().Single(s => s.GetProperty("type").GetString() == type);
        Assert.Equal(Call, found.GetProperty("call").GetString());
        return found.GetProperty("index").GetInt32();
    }

    private static string Ack(long id) => $$$"""{ "type" : "messageAck", "messageAck" : { "messageId" : {{{id}}}, "status" : "success" } }""";

    private static string States(long id, params (int Index, string State)[] states) =>
        $$$"""{ "type" : "message", "message" : { "messageId" : {{{id}}}, "type" : "subscriptionUpdate", "subscriptions" : [ {{{string.Join(", ", states.Select(s => $$"""{ "index" : {{s.Index}}, "state" : "{{s.State}}" }"""))}}} ] } }""";
}
