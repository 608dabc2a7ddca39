using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <content>What a healthy bridge would not say.</content>
internal sealed partial class EventsSession
{
    private static readonly CallGuid UnknownCallGuid = new(new Guid("dddddddd-0000-4000-8000-000000000001"));
    private static readonly ParticipantId UnknownParticipantId = new(new Guid("dddddddd-0000-4000-8000-000000000002"));
    private static readonly ElementValues SomeName = ElementValues.Of((Element.Name, ElementValue.Of("Nobody")));

    public void TellUnknownIndex(int index)
    {
        Tell(new ServerMessage.CallListUpdate(0, index, [new CallUpdate(UnknownCallGuid, UpdateType.Add, SomeName, null)]));
        Tell(new ServerMessage.RosterUpdate(0, index, [new ParticipantUpdate(UnknownParticipantId, UpdateType.Add, SomeName, null)]));
        Tell(new ServerMessage.CallInfoUpdate(0, index, SomeName));
    }

    public void TellUnknownCall()
    {
        foreach (var list in Active<CallListSubscription>())
        {
            Tell(new ServerMessage.CallListUpdate(0, list.Spec.Index, [
                new CallUpdate(UnknownCallGuid, UpdateType.Update, SomeName, null),
                new CallUpdate(UnknownCallGuid, UpdateType.Remove, ElementValues.Empty, Words.AllLeft)]));
        }
    }

    public void TellUnknownParticipant()
    {
        foreach (var roster in Active<RosterSubscription>())
        {
            Tell(new ServerMessage.RosterUpdate(0, roster.Spec.Index, [
                new ParticipantUpdate(UnknownParticipantId, UpdateType.Update, SomeName, null),
                new ParticipantUpdate(UnknownParticipantId, UpdateType.Remove, ElementValues.Empty, Words.RemoteTeardown)]));
        }
    }

    public void TellUnknownUpdateType()
    {
        foreach (var list in Active<CallListSubscription>())
        {
            TellStrangeEntry("callListUpdate", list.Spec.Index, "call", UnknownCallGuid.Value);
        }

        foreach (var roster in Active<RosterSubscription>())
        {
            TellStrangeEntry("rosterUpdate", roster.Spec.Index, "participant", UnknownParticipantId.Value);
        }
    }

    public void UpdateBeforeNextAdd() => _updateBeforeAdd = true;

    public void AddAgain()
    {
        foreach (var list in Active<CallListSubscription>())
        {
            var again = new CallListSubscription(list.Spec, behaviour);
            TellCalls(again, calls.Instances);
        }

        foreach (var roster in Active<RosterSubscription>())
        {
            var again = new RosterSubscription(roster.Spec, behaviour);
            TellRoster(again, calls.Find(roster.Spec.Call!.Value)!.Roster);
        }
    }

    public void RemoveAgain()
    {
        foreach (var list in Active<CallListSubscription>().Where(l => l.LastRemoved is not null))
        {
            Tell(new ServerMessage.CallListUpdate(0, list.Spec.Index, [list.LastRemoved!]));
        }

        foreach (var roster in Active<RosterSubscription>().Where(r => r.LastRemoved is not null))
        {
            Tell(new ServerMessage.RosterUpdate(0, roster.Spec.Index, [roster.LastRemoved!]));
        }
    }

    public void DeactivateCall(CallGuid call)
    {
        if (calls.Find(call) is { } instance)
        {
            Deactivate(instance);
        }
    }

    public void DeactivateAll()
    {
        foreach (var instance in calls.Instances)
        {
            Deactivate(instance);
        }
    }

    public void DeactivateLists()
    {
        foreach (var list in Active<CallListSubscription>())
        {
            list.State = SubscriptionWords.Deactivated;
            _history.Spend(list.Spec.Index);
        }

        TellStates();
    }

    public void TellUnknownState() => Tell(new ServerMessage.SubscriptionUpdate(
        0, [.. _subscriptions.Select(s => s is CallListSubscription ? s.Entry : s.Entry with { State = "paused" })]));

    private void TellStrangeEntry(string type, int index, string idKey, Guid id) => output.Send(new Outgoing.NumberedText(number =>
        $$$"""
        {"type":"message","message":{"messageId":{{{number}}},"type":"{{{type}}}","subscriptionIndex":{{{index}}},
         "updates":[{"{{{idKey}}}":"{{{id:D}}}","updateType":"promote","name":"Nobody"}]}}
        """));
}
