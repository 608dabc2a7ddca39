namespace CmsOrchestrator.Protocol.Tests;

/// <summary>Every message of protocol.md §2 and §3 that a client sends, word for word.</summary>
public sealed class ClientMessageTests
{
    private static readonly CallGuid Call = new(Guid.Parse(Samples.OtherCall));

    [Fact]
    public void An_acknowledgement() =>
        Assert.Equal(new ClientMessage.Ack(8, "success"), Read.Client<ClientMessage.Ack>(Samples.ServerAck));

    [Fact]
    public void A_set_of_subscriptions()
    {
        var request = Read.Client<ClientMessage.SubscribeRequest>(Samples.SubscribeRequest);

        Assert.Equal(9, request.MessageId);
        Assert.Equal(
            [
                new(3, SubscriptionType.Calls, null, ElementSet.Of(Element.Name, Element.Participants)),
                new(1, SubscriptionType.CallRoster, Call, ElementSet.Of(Element.Name, Element.Uri, Element.State)),
                new(2, SubscriptionType.CallInfo, Call, ElementSet.Of(Element.Name, Element.Participants, Element.Streaming)),
            ],
            request.Subscriptions.ToArray());
    }

    [Fact]
    public void A_set_of_no_subscriptions() => Assert.Empty(Request("").Subscriptions);

    [Theory]
    [InlineData("""{"index":1,"type":"calls"}""")]
    [InlineData("""{"index":1,"type":"calls","elements":[]}""")]
    [InlineData("""{"index":1,"type":"calls","elements":null}""")]
    [InlineData("""{"index":1,"type":"calls","elements":["unheardOf",""]}""")]
    public void Without_elements_only_the_id_is_wanted(string spec) => Assert.Equal(default, Assert.Single(Request(spec).Subscriptions).Elements);

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData($"\"{Samples.OtherCall}\"")]
    public void The_list_of_calls_is_of_no_call(string call) =>
        Assert.Null(Assert.Single(Request($$"""{"call":{{call}},"index":1,"type":"calls"}""").Subscriptions).Call);

    [Fact]
    public void A_message_of_another_type_keeps_its_number_and_its_name() =>
        Assert.Equal(
            new ClientMessage.UnknownMessage(5, "wish"),
            Read.Client<ClientMessage.UnknownMessage>("""{"type":"message","message":{"messageId":5,"type":"wish","subscriptions":7}}"""));

    [Fact]
    public void An_envelope_of_another_type_keeps_its_name() =>
        Assert.Equal(new ClientMessage.UnknownEnvelope("ping"), Read.Client<ClientMessage.UnknownEnvelope>("""{"type":"ping","message":7}"""));

    public static TheoryData<string, string> EveryMessageInEveryLayout()
    {
        var data = new TheoryData<string, string>();
        foreach (var message in Samples.OfClient)
        {
            foreach (var layout in Layouts.All.Keys)
            {
                data.Add(layout, message);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryMessageInEveryLayout))]
    public void The_layout_does_not_matter(string layout, string json) =>
        Assert.True(Same.Client(Read.AnyClient(json), Read.AnyClient(Layouts.All[layout](json))), layout);

    private static ClientMessage.SubscribeRequest Request(string specs) => 
        Read.Client<ClientMessage.SubscribeRequest>(Wire.Request(specs));
}
