namespace CmsOrchestrator.Protocol.Tests;

/// <summary>Every message of protocol.md §2 to §4 that a Call Bridge sends, word for word.</summary>
public sealed class ServerMessageTests
{
    private static readonly CallGuid Call = new(Guid.Parse(Samples.Call));
    private static readonly ParticipantId Participant = new(Guid.Parse(Samples.Participant));

    [Fact]
    public void An_acknowledgement()
    {
        var ack = Read.Server<ServerMessage.Ack>(Samples.ServerAck);

        Assert.Equal(new ServerMessage.Ack(8, "success"), ack);
        Assert.True(ack.IsSuccess);
        Assert.Null(ack.MessageId);
    }

    [Theory]
    [InlineData("failure")]
    [InlineData("Success")]
    [InlineData("tooManySubscriptions")]
    public void An_acknowledgement_with_any_other_status_is_a_refusal(string status)
    {
        var ack = Read.Server<ServerMessage.Ack>(Wire.Ack(status));

        Assert.False(ack.IsSuccess);
        Assert.Equal(status, ack.Status);
    }

    [Fact]
    public void The_states_of_the_subscriptions()
    {
        var update = Read.Server<ServerMessage.SubscriptionUpdate>(Samples.SubscriptionUpdate);

        Assert.Equal(4, update.MessageId);
        Assert.Equal([new(3, SubscriptionWords.Active), new(1, SubscriptionWords.Pending), new(2, SubscriptionWords.Pending)], update.Subscriptions.ToArray());
    }

    [Fact]
    public void The_list_of_calls()
    {
        var update = Read.Server<ServerMessage.CallListUpdate>(Samples.CallListUpdate);

        Assert.Equal(3, update.MessageId);
        Assert.Equal(3, update.SubscriptionIndex);
        var added = ElementValues.Of(
            (Element.CallCorrelator, ElementValue.Of(Samples.Correlator)),
            (Element.Name, ElementValue.Of("Weekly")),
            (Element.Participants, ElementValue.Of(7)),
            (Element.DistributedInstances, ElementValue.Of(0)),
            (Element.Streaming, ElementValue.Of("inactive")),
            (Element.Recording, ElementValue.Of("inactive")),
            (Element.EndpointRecording, ElementValue.Of("inactive")),
            (Element.LockState, ElementValue.Of("notLocked")),
            (Element.CallType, ElementValue.Of("coSpace")));
        Assert.Equal(
            [
                new CallUpdate(Call, UpdateType.Add, added, null),
                new CallUpdate(Call, UpdateType.Update, ElementValues.Of((Element.Participants, ElementValue.Of(1))), null),
                new CallUpdate(Call, UpdateType.Remove, ElementValues.Empty, "allLeft"),
            ],
            update.Updates.ToArray());
    }

    [Fact]
    public void One_call()
    {
        var update = Read.Server<ServerMessage.CallInfoUpdate>(Samples.CallInfoUpdate);

        Assert.Equal(15, update.MessageId);
        Assert.Equal(2, update.SubscriptionIndex);
        Assert.Equal(
            ElementValues.Of(
                (Element.Name, ElementValue.Of("Weekly")),
                (Element.Participants, ElementValue.Of(7)),
                (Element.JoinAudioMuteOverride, ElementValue.None),
                (Element.LockState, ElementValue.Of("notLocked"))),
            update.CallInfo);
    }

    [Fact]
    public void One_roster()
    {
        var update = Read.Server<ServerMessage.RosterUpdate>(Samples.RosterUpdate);

        Assert.Equal(28, update.MessageId);
        Assert.Equal(1, update.SubscriptionIndex);
        var added = ElementValues.Of(
            (Element.Name, ElementValue.Of("248")),
            (Element.Uri, ElementValue.Of("248@example.net")),
            (Element.State, ElementValue.Of("initial")),
            (Element.Direction, ElementValue.Of("outgoing")),
            (Element.CanMove, ElementValue.Of(false)),
            (Element.AudioMuted, ElementValue.Of(true)),
            (Element.VideoMuted, ElementValue.Of(false)),
            (Element.Importance, ElementValue.Of(1)),
            (Element.Layout, ElementValue.Of("speakerOnly")),
            (Element.ActiveSpeaker, ElementValue.Of(false)),
            (Element.Presenter, ElementValue.Of(false)),
            (Element.EndpointRecording, ElementValue.Of("inactive")));
        Assert.Equal(
            [
                new ParticipantUpdate(Participant, UpdateType.Add, added, null),
                new ParticipantUpdate(Participant, UpdateType.Update, ElementValues.Of((Element.State, ElementValue.Of("ringing"))), null),
                new ParticipantUpdate(Participant, UpdateType.Remove, ElementValues.Empty, "remoteBusy"),
            ],
            update.Updates.ToArray());
    }

    [Theory]
    [InlineData("subscriptionUpdate", "subscriptions")]
    [InlineData("callListUpdate", "updates")]
    [InlineData("rosterUpdate", "updates")]
    public void An_empty_list_is_a_message_like_any_other(string type, string list)
    {
        var message = Read.AnyServer(Wire.Message(type, $"\"subscriptionIndex\":1,\"{list}\":[]"));

        Assert.Equal(1, message.MessageId);
        Assert.IsNotType<ServerMessage.UnknownMessage>(message);
    }

    public static TheoryData<string, string> EveryMessageInEveryLayout()
    {
        var data = new TheoryData<string, string>();
        foreach (var message in Samples.OfServer)
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
    public void The_layout_does_not_matter(string layout, string json)
    {
        var expected = Read.AnyServer(json);
        var actual = Read.AnyServer(Layouts.All[layout](json));

        Assert.True(Same.Server(expected, actual), layout);
    }
}
