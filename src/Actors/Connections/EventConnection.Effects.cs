using System.Collections.Immutable;
using Akka.Actor;
using CmsOrchestrator.Actors.Subscriptions;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Connections;

// What the session decides, carried out.
internal sealed partial class EventConnection
{
    private string _note = "";
    private int _notes;
    private bool _hasNoted;
    private readonly HashSet<string> _beyond = [];

    public void SendSubscribeRequest(long messageId, ImmutableArray<SubscriptionSpec> subscriptions) =>
        _pump.Send(output => ClientMessageWriter.WriteSubscribeRequest(output, messageId, subscriptions));

    public void SendAck(long messageId) => _pump.Send(output => ClientMessageWriter.WriteAck(output, messageId));

    public void Answered() => Context.Parent.Tell(new ConnectionAnswered(_identity.Number));

    public void Refused() => Context.Parent.Tell(new ConnectionRefused(_identity.Number));

    public void SubscriptionStarted(int index, Resource resource) => _subscriptions.Start(index, resource);

    public void SubscriptionStateChanged(int index, string state)
    {
        _underWay += _subscriptions.IsPart(index) ? 1 : 0;
        _subscriptions.Tell(index, new Subscription.StateChanged(state));
        if (state == SubscriptionWords.Deactivated)
        {
            _subscriptions.Drop(index);
        }
    }

    public void Deliver(int index, ServerMessage message)
    {
        if (_subscriptions.Tell(index, _trace == default ? message : new Subscription.Told(message, _trace)))
        {
            _underWay += Weight(message);
        }
    }

    public void SnapshotQuiet(int index) => _subscriptions.Tell(index, new Subscription.Settled(IsLimit: false));

    public void SnapshotLimit(int index) => _subscriptions.Tell(index, new Subscription.Settled(IsLimit: true));

    public void SubscriptionDropped(int index) => _subscriptions.Drop(index);

    // However many there are, they are told once a tick: the last one, and how many there were.
    public void Note(string problem)
    {
        (_note, _notes) = (problem, _notes + 1);
        if (!_hasNoted)
        {
            TellNotes();
        }
    }

    // Where a bridge goes beyond a limit it does so all the time: said once.
    private void Beyond(string problem)
    {
        Note(problem);
        if (_beyond.Add(problem))
        {
            Context.Parent.Tell(new ConnectionBeyond(problem));
        }
    }

    private void TellNotes()
    {
        _hasNoted = _notes > 0;
        if (_hasNoted)
        {
            Context.Parent.Tell(new ConnectionNote(_identity.Number, _note, _notes));
            _notes = 0;
        }
    }

    private static int Weight(ServerMessage message) => message switch
    {
        ServerMessage.CallListUpdate list => list.Updates.Length,
        ServerMessage.RosterUpdate roster => Math.Max(1, roster.Updates.Length),
        _ => 1,
    };
}
