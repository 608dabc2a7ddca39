namespace CmsOrchestrator.Protocol.Tests;

/// <summary>Where the protocol is open (protocol.md §2 to §4).</summary>
public sealed class ToleranceTests
{
    [Theory]
    [InlineData("7", 7)]
    [InlineData("7.0", 7)]
    [InlineData("0.0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("7e0", 7)]
    [InlineData("0.7E+1", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("0.5", 0.5)]
    [InlineData("1e308", 1e308)]
    public void A_number_is_a_number_however_it_is_written(string written, double number) =>
        Assert.Equal(ElementValue.Of(number), Info($"\"participants\":{written}")[Element.Participants]);

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Null_and_the_empty_text_are_present_without_a_value(string written)
    {
        var info = Info($"\"name\":{written}");

        Assert.True(info.Present.Has(Element.Name));
        Assert.True(info[Element.Name].IsNone);
    }

    [Fact]
    public void An_absent_element_is_not_present() => Assert.Equal(ElementValues.Empty, Info(""));

    [Theory]
    [InlineData("unlocked", "notLocked")]
    [InlineData(@"\u0075nlocked", "notLocked")]
    [InlineData("notLocked", "notLocked")]
    [InlineData("locked", "locked")]
    [InlineData("Unlocked", "Unlocked")]
    public void The_guides_other_word_for_not_locked_is_read_as_the_usual_one(string written, string read) =>
        Assert.Equal(read, Info($"\"lockState\":\"{written}\"")[Element.LockState].AsText);

    [Fact]
    public void The_other_word_means_nothing_in_another_element() => Assert.Equal("unlocked", Info("\"name\":\"unlocked\"")[Element.Name].AsText);

    [Fact]
    public void An_unknown_word_is_kept_as_it_is()
    {
        Assert.Equal("holographic", Info("\"recording\":\"holographic\"")[Element.Recording].AsText);
        Assert.Equal("plenty", Info("\"participants\":\"plenty\"")[Element.Participants].AsText);
        Assert.Equal(3, Info("\"recording\":3")[Element.Recording].AsNumber);
        Assert.True(Info("\"name\":true")[Element.Name].AsBoolean);
    }

    [Theory]
    [InlineData("\"Zoë 😀 \\u00e9\\ud83d\\ude00 \\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"", "Zoë 😀 é😀 \"\\/\b\f\n\r\t\0")]
    [InlineData("\"\\\\ud800\"", "\\ud800")]
    [InlineData("\"onePlusNineteen\"", "onePlusNineteen")]
    public void Text_is_any_text(string written, string text) => Assert.Equal(text, Info($"\"name\":{written}")[Element.Name].AsText);

    [Fact]
    public void A_call_within_the_info_of_a_call_is_not_needed()
    {
        Assert.Equal(Info("\"participants\":7"), Info($"\"call\":\"{Samples.Call}\",\"participants\":7"));
        Assert.Equal(Info("\"participants\":7"), Info("\"call\":{\"name\":\"inner\",\"x\":[1]},\"participants\":7"));
    }

    [Fact]
    public void An_element_of_another_resource_is_an_unknown_key()
    {
        Assert.Equal(ElementValues.Empty, Info("\"uri\":{\"of\":\"what\"}"));
        Assert.Equal(ElementValues.Empty, Roster("\"lockState\":[]").Elements);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"not a guid\"")]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("0")]
    [InlineData("false")]
    public void Junk_where_nothing_moved_hurts_nothing_else(string junk)
    {
        var update = Roster($"\"movedParticipant\":{junk},\"movedParticipantCallBridge\":{junk},\"name\":\"248\"");

        Assert.Equal("248", update.Elements[Element.Name].AsText);
        Assert.True(update.Elements.Present.Has(Element.MovedParticipant));
    }

    [Theory]
    [InlineData("47581C2D-3E4F-4A5B-9C6D-7E8F9A0B1C2D")]
    [InlineData("47581c2D-3e4F-4a5B-9c6D-7e8F9a0B1c2D")]
    [InlineData(@"\u00347581c2d-3e4f-4a5b-9c6d-7e8f9a0b1c\u0032\u0064")]
    public void A_GUID_is_the_same_however_it_is_written(string written) =>
        Assert.Equal(Samples.Participant, Roster("", written).Participant.ToString());

    [Theory]
    [InlineData("\"updateType\":\"replace\"", UpdateType.Unknown)]
    [InlineData("\"updateType\":\"Add\"", UpdateType.Unknown)]
    [InlineData(@"""updateTyp\u0065"":""\u0061dd""", UpdateType.Add)]
    public void An_unknown_kind_of_update_is_told_as_such(string written, UpdateType type) =>
        Assert.Equal(type, Assert.Single(
            Read.Server<ServerMessage.RosterUpdate>(Wire.Roster("{\"participant\":\"" + Samples.Participant + "\"," + written + "}")).Updates).Type);

    [Theory]
    [InlineData("", null)]
    [InlineData("\"reason\":null", null)]
    [InlineData("\"reason\":\"\"", null)]
    [InlineData("\"reason\":\"callEnded\"", "callEnded")]
    [InlineData("\"reason\":\"struckByLightning\"", "struckByLightning")]
    public void A_reason_is_any_word_or_none(string written, string? reason) => Assert.Equal(reason, Roster(written).Reason);

    [Fact]
    public void A_message_of_an_unknown_type_can_be_acknowledged() =>
        Assert.Equal(
            new ServerMessage.UnknownMessage(12, "weatherUpdate"),
            Read.Server<ServerMessage.UnknownMessage>(
                """{"message":{"updates":{"x":[]},"type":"weatherUpdate","subscriptionIndex":"?","messageId":12.0},"type":"message"}"""));

    [Fact]
    public void An_envelope_of_an_unknown_type_has_nothing_to_acknowledge()
    {
        var envelope = Read.Server<ServerMessage.UnknownEnvelope>("""{"type":"goodbye","message":null,"messageAck":[]}""");

        Assert.Equal("goodbye", envelope.Type);
        Assert.Null(envelope.MessageId);
    }

    [Fact]
    public void A_subscriptions_unknown_state_is_kept() =>
        Assert.Equal(
            [new(-3, "hibernating"), new(int.MaxValue, "deactivated"), new(int.MinValue, "active")],
            Read.Server<ServerMessage.SubscriptionUpdate>(
                """
                {"type":"message","message":{"messageId":1,"type":"subscriptionUpdate","subscriptions":[
                  {"state":"hibernating","index":-3.0},{"index":2147483647,"state":"deactivated","why":{}},{"index":-2147483648,"state":"active"}]}}
                """).Subscriptions.ToArray());

    private static ElementValues Info(string elements) => Read.Server<ServerMessage.CallInfoUpdate>(Wire.Info(elements)).CallInfo;

    private static ParticipantUpdate Roster(string rest, string participant = Samples.Participant) => Assert.Single(
        Read.Server<ServerMessage.RosterUpdate>(
            Wire.Roster("{\"participant\":\"" + participant + "\",\"updateType\":\"remove\"" + (rest.Length > 0 ? "," : "") + rest + "}")).Updates);
}
