using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Connections;

public class TextLimitTests
{
    private const int Most = 8;

    [Fact]
    public void A_message_without_long_texts_is_the_same_message()
    {
        var message = new ServerMessage.RosterUpdate(1, 1, [Values.Join(1, "12345678"), Values.Leave(2, "allLeft")]);
        Assert.Same(message, TextLimit.Cut(message, Most));
    }

    [Fact]
    public void Long_texts_are_cut_wherever_they_are_and_the_rest_stays()
    {
        var roster = (ServerMessage.RosterUpdate)TextLimit.Cut(new ServerMessage.RosterUpdate(1, 1, [Values.Join(1, "123456789"), Values.Leave(2, "123456789")]), Most);
        Assert.Equal(("1234567…", "1234567…"), (roster.Updates[0].Elements[Element.Name].AsText, roster.Updates[1].Reason));

        var list = (ServerMessage.CallListUpdate)TextLimit.Cut(
            new ServerMessage.CallListUpdate(1, 1, [new CallUpdate(Ids.Call(1), UpdateType.Add, Values.Call("123456789", participants: 7), null)]), Most);
        Assert.Equal(Values.Call("1234567…", participants: 7), list.Updates[0].Elements);

        var info = (ServerMessage.CallInfoUpdate)TextLimit.Cut(new ServerMessage.CallInfoUpdate(1, 1, Values.Name("123456789")), Most);
        Assert.Equal(Values.Name("1234567…"), info.CallInfo);

        var states = (ServerMessage.SubscriptionUpdate)TextLimit.Cut(new ServerMessage.SubscriptionUpdate(1, [new(1, "123456789"), new(2, "active")]), Most);
        Assert.Equal(["1234567…", "active"], states.Subscriptions.Select(s => s.State));
    }

    [Fact]
    public void No_character_is_cut_in_two()
    {
        var info = (ServerMessage.CallInfoUpdate)TextLimit.Cut(new ServerMessage.CallInfoUpdate(1, 1, Values.Name("123456🙂🙂")), Most);
        Assert.Equal("123456…", info.CallInfo[Element.Name].AsText);
    }
}
