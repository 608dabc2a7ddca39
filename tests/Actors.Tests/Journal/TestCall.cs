using Akka.Actor;
using Akka.Persistence;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Actors.Tests.Journal;

/// <summary>The smallest call that persists: what it is sent becomes events; it tells its state and number when asked.</summary>
internal sealed class TestCall : UntypedPersistentActor
{
    private readonly string _id;
    private CallState _state = CallState.None;

    public TestCall(string id) => _id = id;

    public override string PersistenceId => _id;

    protected override void OnCommand(object message)
    {
        var sender = Sender;
        switch (message)
        {
            case CallChanged changed:
                Persist(new CallEvent(changed), e =>
                {
                    _state = CallFold.Apply(_state, e.Changed);
                    sender.Tell(LastSequenceNr);
                });
                break;
            case Snap:
                SaveSnapshot(new CallSnapshot(_state));
                break;
            case Forget forget:
                DeleteMessages(forget.UpTo);
                break;
            case SaveSnapshotSuccess or SaveSnapshotFailure or DeleteMessagesSuccess or DeleteMessagesFailure:
                Context.System.EventStream.Publish(message);
                break;
            case Tell:
                sender.Tell(new Told(_state, LastSequenceNr));
                break;
        }
    }

    protected override void OnRecover(object message)
    {
        _state = message switch
        {
            SnapshotOffer { Snapshot: CallSnapshot snapshot } => snapshot.State,
            CallEvent e => CallFold.Apply(_state, e.Changed),
            _ => _state,
        };
    }

    internal sealed record Snap;

    internal sealed record Forget(long UpTo);

    internal sealed record Tell;

    internal sealed record Told(CallState State, long Sequence);
}
