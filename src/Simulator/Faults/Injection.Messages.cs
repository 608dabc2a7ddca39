using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <content>Faults of the messages and of their order.</content>
public sealed partial class Injection
{
    private const int UnusedIndex = 987_654_321;

    /// <summary>One number is left out.</summary>
    public static Injection Hole() => new("hole", c => c.Send(new Outgoing.Hole()));

    /// <summary>The next message is lost on its way: it has its number, and does not come.</summary>
    public static Injection LoseNext() => new("loseNext", c => c.Send(new Outgoing.Loss()));

    /// <summary>All states are told once more, as they are.</summary>
    public static Injection StatesAgain() => Session("statesAgain", s => s.TellStates());

    /// <summary>A message of a type that nobody has published.</summary>
    public static Injection UnknownMessage() => new("unknownMessage", c => c.Send(new Outgoing.NumberedText(id =>
        $$$"""{"type":"message","message":{"messageId":{{{id}}},"type":"weatherUpdate","subscriptionIndex":1,"updates":[]}}""")));

    /// <summary>A numbered message that has nothing of the shape that its type says.</summary>
    public static Injection Misshapen() => new("misshapen", c => c.Send(new Outgoing.NumberedText(id =>
        $$$$"""{"type":"message","message":{"messageId":{{{{id}}}},"type":"rosterUpdate","subscriptionIndex":"x","updates":{}}}""")));

    /// <summary>An envelope of a type that nobody has published.</summary>
    public static Injection UnknownEnvelope() => new("unknownEnvelope", c => c.Send(new Outgoing.Frame(
        Opcode.Text, """{"type":"notice","notice":{"messageId":1,"text":"maintenance at 22:00"}}"""u8.ToArray())));

    /// <summary>Updates of all three kinds for an index that the connection does not have.</summary>
    public static Injection UnknownIndex() => Session("unknownIndex", s => s.TellUnknownIndex(UnusedIndex));

    /// <summary>An update and a remove of a call that was never announced.</summary>
    public static Injection UnknownCall() => Session("unknownCall", s => s.TellUnknownCall());

    /// <summary>An update and a remove of a participant that was never announced, in every roster.</summary>
    public static Injection UnknownParticipant() => Session("unknownParticipant", s => s.TellUnknownParticipant());

    /// <summary>An entry whose <c>updateType</c> is a word that nobody has published, in every list of calls and every roster.</summary>
    public static Injection UnknownUpdateType() => Session("unknownUpdateType", s => s.TellUnknownUpdateType());

    /// <summary>The next add is preceded by an update of the same entry.</summary>
    public static Injection UpdateBeforeAdd() => Session("updateBeforeAdd", s => s.UpdateBeforeNextAdd());

    /// <summary>Every call and every participant of the active subscriptions is added again.</summary>
    public static Injection AddTwice() => Session("addTwice", s => s.AddAgain());

    /// <summary>In every active subscription, what was removed last is removed again.</summary>
    public static Injection RemoveTwice() => Session("removeTwice", s => s.RemoveAgain());

    /// <summary>All that is subscribed of one call is deactivated, though the call goes on.</summary>
    public static Injection Deactivate(CallGuid call) => Session("deactivate", s => s.DeactivateCall(call));

    /// <summary>All rosters and call infos are deactivated, though the calls go on.</summary>
    public static Injection DeactivateAll() => Session("deactivateAll", s => s.DeactivateAll());

    /// <summary>The lists of calls are deactivated.</summary>
    public static Injection DeactivateList() => Session("deactivateList", s => s.DeactivateLists());

    /// <summary>All rosters and call infos are said once to be in a state that nobody has published.</summary>
    public static Injection UnknownState() => Session("unknownState", s => s.TellUnknownState());

    private static Injection Session(string name, Action<EventsSession> apply) => new(name, c => c.Do(apply));
}
