namespace CmsOrchestrator.Protocol.Tests;

/// <summary>The messages of protocol.md, its abbreviations completed, spaced as it spaces them.</summary>
internal static class Samples
{
    public const string Call = "c9825d7a-0b43-4f6c-9a6c-2f1f2c0a7e11";
    public const string OtherCall = "97c771ae-5f0e-4c3a-8c52-6b1f0e1d2a33";
    public const string Correlator = "dee0a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b";
    public const string Participant = "47581c2d-3e4f-4a5b-9c6d-7e8f9a0b1c2d";

    public const string ServerAck = """
        { "type": "messageAck", "messageAck": { "messageId": 8, "status": "success" } }
        """;

    public const string SubscriptionUpdate = """
        { "type": "message", "message": { "messageId": 4, "type": "subscriptionUpdate", "subscriptions": [
          { "index": 3, "state": "active" }, { "index": 1, "state": "pending" }, { "index": 2, "state": "pending" } ] } }
        """;

    public const string CallListUpdate = $$"""
        { "type": "message", "message": { "messageId": 3, "type": "callListUpdate", "subscriptionIndex": 3, "updates": [
          { "call": "{{Call}}", "updateType": "add", "callCorrelator": "{{Correlator}}", "name": "Weekly", "participants": 7,
            "distributedInstances": 0, "streaming": "inactive", "recording": "inactive", "endpointRecording": "inactive",
            "lockState": "notLocked", "callType": "coSpace" },
          { "call": "{{Call}}", "updateType": "update", "participants": 1 },
          { "call": "{{Call}}", "updateType": "remove", "reason": "allLeft" } ] } }
        """;

    public const string CallInfoUpdate = """
        { "type": "message", "message": { "messageId": 15, "type": "callInfoUpdate", "subscriptionIndex": 2,
          "callInfo": { "name": "Weekly", "participants": 7, "joinAudioMuteOverride": null, "lockState": "notLocked" } } }
        """;

    public const string RosterUpdate = $$"""
        { "type": "message", "message": { "messageId": 28, "type": "rosterUpdate", "subscriptionIndex": 1, "updates": [
          { "participant": "{{Participant}}", "updateType": "add", "name": "248", "uri": "248@example.net", "state": "initial",
            "direction": "outgoing", "canMove": false, "audioMuted": true, "videoMuted": false, "importance": 1,
            "layout": "speakerOnly", "activeSpeaker": false, "presenter": false, "endpointRecording": "inactive" },
          { "participant": "{{Participant}}", "updateType": "update", "state": "ringing" },
          { "participant": "{{Participant}}", "updateType": "remove", "reason": "remoteBusy" } ] } }
        """;

    public const string SubscribeRequest = $$"""
        { "type": "message", "message": { "messageId": 9, "type": "subscribeRequest", "subscriptions": [
          { "index": 3, "type": "calls",                              "elements": ["name", "participants"] },
          { "index": 1, "type": "callRoster", "call": "{{OtherCall}}",   "elements": ["name", "uri", "state"] },
          { "index": 2, "type": "callInfo",   "call": "{{OtherCall}}",   "elements": ["name", "participants", "streaming"] } ] } }
        """;

    /// <summary>Everything a bridge sends.</summary>
    public static readonly IReadOnlyList<string> OfServer =
        [ServerAck, SubscriptionUpdate, CallListUpdate, CallInfoUpdate, RosterUpdate];

    /// <summary>Everything a client sends.</summary>
    public static readonly IReadOnlyList<string> OfClient = [ServerAck, SubscribeRequest];
}
