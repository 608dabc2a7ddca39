using static CmsOrchestrator.Protocol.MalformedKind;
using static CmsOrchestrator.Protocol.Tests.Wire;

namespace CmsOrchestrator.Protocol.Tests;

/// <summary>JSON that is not what the protocol says: each place has its error, with its name.</summary>
public sealed class WrongShapeTests
{
    private const string Id = $"\"{Samples.Participant}\"";

    public static TheoryData<string, MalformedKind, string> OfServer() => new()
    {
        { "[]", WrongShape, "" },
        { "null", WrongShape, "" },
        { "\"message\"", WrongShape, "" },
        { "{}", Missing, "type" },
        { """{"message":{"messageId":1,"type":"x"}}""", Missing, "type" },
        { """{"type":null}""", Missing, "type" },
        { """{"type":""}""", Missing, "type" },
        { """{"type":1}""", WrongShape, "type" },
        { """{"type":["message"]}""", WrongShape, "type" },
        { """{"type":"message"}""", Missing, "message" },
        { """{"type":"message","message":null}""", Missing, "message" },
        { """{"type":"message","message":[]}""", WrongShape, "message" },
        { """{"type":"message","message":"x"}""", WrongShape, "message" },
        { """{"type":"message","messageAck":{"messageId":1,"status":"success"}}""", Missing, "message" },
        { """{"type":"messageAck"}""", Missing, "messageAck" },
        { """{"type":"messageAck","messageAck":7}""", WrongShape, "messageAck" },
        { """{"type":"messageAck","messageAck":{"status":"success"}}""", Missing, "messageAck.messageId" },
        { """{"type":"messageAck","messageAck":{"messageId":"1","status":"success"}}""", WrongShape, "messageAck.messageId" },
        { """{"type":"messageAck","messageAck":{"messageId":1}}""", Missing, "messageAck.status" },
        { """{"type":"messageAck","messageAck":{"messageId":1,"status":""}}""", Missing, "messageAck.status" },
        { """{"type":"messageAck","messageAck":{"messageId":1,"status":200}}""", WrongShape, "messageAck.status" },
        { Message("\"type\":\"rosterUpdate\""), Missing, "message.messageId" },
        { Message("\"messageId\":1"), Missing, "message.type" },
        { Message("\"messageId\":1,\"type\":null"), Missing, "message.type" },
        { Message("\"messageId\":1,\"type\":{}"), WrongShape, "message.type" },
        { Message("\"messageId\":null,\"type\":\"x\""), Missing, "message.messageId" },
        { Message("\"messageId\":\"1\",\"type\":\"x\""), WrongShape, "message.messageId" },
        { Message("\"messageId\":[1],\"type\":\"x\""), WrongShape, "message.messageId" },
        { Message("\"messageId\":1.5,\"type\":\"x\""), WrongShape, "message.messageId" },
        { Message("\"messageId\":1e999,\"type\":\"x\""), WrongShape, "message.messageId" },
        { Message("\"messageId\":9223372036854775808,\"type\":\"x\""), WrongShape, "message.messageId" },
        { Message("subscriptionUpdate", ""), Missing, "message.subscriptions" },
        { Message("subscriptionUpdate", "\"subscriptions\":null"), Missing, "message.subscriptions" },
        { Message("subscriptionUpdate", "\"subscriptions\":{}"), WrongShape, "message.subscriptions" },
        { States("7"), WrongShape, "message.subscriptions[0]" },
        { States("{}"), Missing, "message.subscriptions[0].index" },
        { States("""{"index":1,"state":"active"},[]"""), WrongShape, "message.subscriptions[1]" },
        { States("""{"index":1,"state":"active"},{"state":"active"}"""), Missing, "message.subscriptions[1].index" },
        { States("""{"index":1,"state":"active"},{"index":"2"}"""), WrongShape, "message.subscriptions[1].index" },
        { States("""{"index":2147483648,"state":"active"}"""), WrongShape, "message.subscriptions[0].index" },
        { States("""{"index":-2147483649,"state":"active"}"""), WrongShape, "message.subscriptions[0].index" },
        { States("""{"index":1e999,"state":"active"}"""), WrongShape, "message.subscriptions[0].index" },
        { States("""{"index":1}"""), Missing, "message.subscriptions[0].state" },
        { States("""{"index":1,"state":""}"""), Missing, "message.subscriptions[0].state" },
        { States("""{"index":1,"state":1}"""), WrongShape, "message.subscriptions[0].state" },
        { Message("callListUpdate", "\"updates\":[]"), Missing, "message.subscriptionIndex" },
        { Message("callListUpdate", "\"subscriptionIndex\":null,\"updates\":[]"), Missing, "message.subscriptionIndex" },
        { Message("rosterUpdate", "\"subscriptionIndex\":{},\"updates\":[]"), WrongShape, "message.subscriptionIndex" },
        { Message("rosterUpdate", "\"subscriptionIndex\":3000000000,\"updates\":[]"), WrongShape, "message.subscriptionIndex" },
        { Message("callInfoUpdate", "\"subscriptionIndex\":0.5,\"callInfo\":{}"), WrongShape, "message.subscriptionIndex" },
        { Message("callListUpdate", "\"subscriptionIndex\":1"), Missing, "message.updates" },
        { Message("rosterUpdate", "\"subscriptionIndex\":1"), Missing, "message.updates" },
        { Message("rosterUpdate", "\"subscriptionIndex\":1,\"updates\":\"x\""), WrongShape, "message.updates" },
        { Message("callInfoUpdate", "\"subscriptionIndex\":1"), Missing, "message.callInfo" },
        { Message("callInfoUpdate", "\"subscriptionIndex\":1,\"callInfo\":null"), Missing, "message.callInfo" },
        { Message("callInfoUpdate", "\"subscriptionIndex\":1,\"callInfo\":[{}]"), WrongShape, "message.callInfo" },
        { Info("\"name\":{}"), WrongShape, "message.callInfo.name" },
        { Info("\"participants\":[7]"), WrongShape, "message.callInfo.participants" },
        { Info("\"participants\":1e999"), WrongShape, "message.callInfo.participants" },
        { Roster("null"), WrongShape, "message.updates[0]" },
        { Roster("{}"), Missing, "message.updates[0].participant" },
        { Roster("""{"participant":null,"updateType":"add"}"""), Missing, "message.updates[0].participant" },
        { Roster("""{"participant":"","updateType":"add"}"""), Missing, "message.updates[0].participant" },
        { Roster("""{"participant":"248","updateType":"add"}"""), WrongShape, "message.updates[0].participant" },
        { Roster("""{"participant":"{47581c2d-3e4f-4a5b-9c6d-7e8f9a0b1c2d}","updateType":"add"}"""), WrongShape, "message.updates[0].participant" },
        { Roster("""{"participant":248,"updateType":"add"}"""), WrongShape, "message.updates[0].participant" },
        { Roster($$"""{"participant":{{Id}}}"""), Missing, "message.updates[0].updateType" },
        { Roster($$"""{"participant":{{Id}},"updateType":null}"""), Missing, "message.updates[0].updateType" },
        { Roster($$"""{"participant":{{Id}},"updateType":true}"""), WrongShape, "message.updates[0].updateType" },
        { Roster($$"""{"participant":{{Id}},"updateType":"remove","reason":[]}"""), WrongShape, "message.updates[0].reason" },
        { Roster($$"""{"participant":{{Id}},"updateType":"add"},{"participant":{{Id}},"state":{} }"""), WrongShape, "message.updates[1].state" },
        { Roster($$"""{"participant":{{Id}},"movedParticipant":[]}"""), WrongShape, "message.updates[0].movedParticipant" },
        { Calls("{\"call\":\"x\"}"), WrongShape, "message.updates[0].call" },
        { Calls("{\"updateType\":\"add\"}"), Missing, "message.updates[0].call" },
    };

    public static TheoryData<string, MalformedKind, string> OfClient() => new()
    {
        { Message("subscribeRequest", ""), Missing, "message.subscriptions" },
        { Message("subscribeRequest", "\"subscriptions\":\"all\""), WrongShape, "message.subscriptions" },
        { Request("[]"), WrongShape, "message.subscriptions[0]" },
        { Request("""{"type":"calls"}"""), Missing, "message.subscriptions[0].index" },
        { Request("""{"index":9876543210,"type":"calls"}"""), WrongShape, "message.subscriptions[0].index" },
        { Request("""{"index":1}"""), Missing, "message.subscriptions[0].type" },
        { Request("""{"index":1,"type":null}"""), Missing, "message.subscriptions[0].type" },
        { Request("""{"index":1,"type":"weather"}"""), WrongShape, "message.subscriptions[0].type" },
        { Request("""{"index":1,"type":"calls"},{"index":2,"type":"callInfo"}"""), Missing, "message.subscriptions[1].call" },
        { Request("""{"index":2,"type":"callRoster","call":""}"""), Missing, "message.subscriptions[0].call" },
        { Request("""{"index":2,"type":"callRoster","call":"x"}"""), WrongShape, "message.subscriptions[0].call" },
        { Request("""{"index":1,"type":"calls","elements":"name"}"""), WrongShape, "message.subscriptions[0].elements" },
        { Request("""{"index":1,"type":"calls","elements":["name",7]}"""), WrongShape, "message.subscriptions[0].elements" },
        { Request("""{"index":1,"type":"calls","elements":[["name"]]}"""), WrongShape, "message.subscriptions[0].elements" },
    };

    [Theory]
    [MemberData(nameof(OfServer))]
    public void A_bridges_message_is_refused_with_the_place_of_the_fault(string json, MalformedKind kind, string where)
    {
        var fault = Read.ServerFault(json);

        Assert.Equal((kind, where), (fault.Kind, fault.Where));
    }

    [Theory]
    [MemberData(nameof(OfClient))]
    public void A_clients_message_is_refused_with_the_place_of_the_fault(string json, MalformedKind kind, string where)
    {
        var fault = Read.ClientFault(json);

        Assert.Equal((kind, where), (fault.Kind, fault.Where));
    }

    [Fact]
    public void An_error_reads_as_a_line()
    {
        Assert.Equal("message.type: is missing", Read.ServerFault(Message("\"messageId\":1")).ToString());
        Assert.Equal("not an object", Read.ServerFault("[]").ToString());
    }
}
