using System.Buffers;
using System.Text;

namespace CmsOrchestrator.Protocol.Tests;

/// <summary>What is written, byte for byte.</summary>
public sealed class WireTextTests
{
    private static readonly CallGuid Call = new(Guid.Parse(Samples.OtherCall));

    private readonly ArrayBufferWriter<byte> _output = new();

    private string Text => Encoding.UTF8.GetString(_output.WrittenSpan);

    [Fact]
    public void An_acknowledgement()
    {
        ClientMessageWriter.WriteAck(_output, 8);

        Assert.Equal("""{"type":"messageAck","messageAck":{"messageId":8,"status":"success"}}""", Text);
    }

    [Fact]
    public void The_request_of_the_document()
    {
        ClientMessageWriter.WriteSubscribeRequest(_output, 9,
        [
            new(3, SubscriptionType.Calls, null, ElementSet.Of(Element.Name, Element.Participants)),
            new(1, SubscriptionType.CallRoster, Call, ElementSet.Of(Element.Name, Element.Uri, Element.State)),
            new(2, SubscriptionType.CallInfo, Call, ElementSet.Of(Element.Name, Element.Participants, Element.Streaming)),
        ]);

        Assert.Equal(Layouts.All["without any space"](Samples.SubscribeRequest), Text);
    }

    [Fact]
    public void A_request_for_nothing_has_an_empty_list()
    {
        ClientMessageWriter.WriteSubscribeRequest(_output, 10, []);

        Assert.Equal("""{"type":"message","message":{"messageId":10,"type":"subscribeRequest","subscriptions":[]}}""", Text);
    }

    [Fact]
    public void No_value_is_null_a_whole_number_has_no_fraction_and_text_is_not_escaped_without_need()
    {
        ServerMessageWriter.WriteCallInfoUpdate(_output, 15, 2, ElementValues.Of(
            (Element.Name, ElementValue.Of("Zoë's <\"call\">\n")),
            (Element.Participants, ElementValue.Of(7.0)),
            (Element.Recording, ElementValue.Of(0.5)),
            (Element.Streaming, ElementValue.Of(true)),
            (Element.JoinAudioMuteOverride, ElementValue.None)));

        Assert.Equal(
            """{"type":"message","message":{"messageId":15,"type":"callInfoUpdate","subscriptionIndex":2,"callInfo":{"name":"Zoë's <\"call\">\n","participants":7,"recording":0.5,"streaming":true,"joinAudioMuteOverride":null}}}""",
            Text);
    }

    [Fact]
    public void An_update_of_an_unknown_kind_cannot_be_written() => Assert.Throws<ArgumentOutOfRangeException>(
        () => ServerMessageWriter.WriteCallListUpdate(_output, 1, 1, [new CallUpdate(Call, UpdateType.Unknown, ElementValues.Empty, null)]));
}
