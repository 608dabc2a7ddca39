using System.Text.Json;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Tests.Support;

/// <summary>
/// One call that is told facts, as its aggregate and the read side would have it. Whatever a test is about, after each step it holds
/// that the publications add up to the view of the state, that each says how its object read before, that a replay from a stored state publishes the same, and that the fold
/// alone comes to the same state.
/// </summary>
internal sealed class CallScene
{
    private readonly CallDecider _decider;
    private readonly CallPublisher _publisher = new(Ids.Cluster, Key);
    private ReadModel _model = ReadModel.Empty;
    private int _sessions;

    private readonly bool _checks;

    /// <param name="checks">Whether each step is checked; a test that runs thousands may leave that to others.</param>
    public CallScene(bool checks = true)
    {
        _checks = checks;
        _decider = new CallDecider(new CallSettings(TimeSpan.FromSeconds(5)), _ => new CallId(Ids.Guid(0x5e, ++_sessions)));
    }

    public static CallKey Key { get; } = Ids.Key(1);

    public CallState State { get; private set; } = CallState.None;

    public List<Publication> Published { get; } = [];

    public List<CallChanged> Journal { get; } = [];

    public CallView View => CallViews.Call(Ids.Cluster, Key, State);

    public IEnumerable<Publication> Ended => Published.Where(p => p.Type == PublicationType.CallEnded);

    public IEnumerable<ParticipantView> Left =>
        Published.Where(p => p.Type == PublicationType.ParticipantLeft).Select(p => p.Participant!);

    public ParticipantView? Person(int number) =>
        State.Present.ContainsKey(Ids.Person(number)) ? CallViews.Participant(Ids.Cluster, State, Ids.Person(number)) : null;

    /// <summary>Tells facts that become one event; true if they changed anything.</summary>
    public bool Tell(params CallFact[] facts)
    {
        var before = State;
        if (_decider.Decide(before, facts) is not { } changed)
        {
            return false;
        }

        Journal.Add(changed);
        State = _publisher.Publish(before, changed, out var publications);
        Published.AddRange(publications);
        if (_checks)
        {
            PublicationOrder.Check(publications);
            Replays(before, changed, publications);
            foreach (var publication in publications)
            {
                KnowsWhatWasBefore(publication);
                _model = _model.Apply([new Change(_model.Revision + 1, publication)]);
            }

            ModelIsTheState();
        }

        return true;
    }

    public static string Store(CallState state) => JsonSerializer.Serialize(state, JournalJson.Default.CallState);

    private static void Replays(CallState before, CallChanged changed, IReadOnlyList<Publication> publications)
    {
        var stored = JsonSerializer.Deserialize(Store(before), JournalJson.Default.CallState)!;
        var journaled = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(changed, JournalJson.Default.CallChanged), JournalJson.Default.CallChanged)!;
        var after = new CallPublisher(Ids.Cluster, Key).Publish(stored, journaled, out var again);
        Assert.Equal(publications, again);
        Assert.Equal(Store(after), Store(CallFold.Apply(before, changed)));
    }

    private void KnowsWhatWasBefore(Publication publication)
    {
        var live = _model.Calls.GetValueOrDefault(publication.InCall!.Value);
        Assert.Equal(publication.Call is null ? null : live?.View, publication.CallBefore);
        Assert.Equal(
            publication.Participant is { } participant ? live?.Participants.GetValueOrDefault(participant.Participant) : null,
            publication.ParticipantBefore);
        Assert.Equal(Key.Correlator, publication.Correlator);
    }

    private void ModelIsTheState()
    {
        if (State.Session is null)
        {
            Assert.Empty(_model.Calls);
            Assert.Equal(0, _model.ParticipantCount);
            return;
        }

        var live = Assert.Single(_model.Calls).Value;
        Assert.Equal(View, live.View);
        Assert.Equal(State.Present.Keys.Order(), live.Participants.Keys);
        Assert.All(live.Participants, p => Assert.Equal(CallViews.Participant(Ids.Cluster, State, p.Key), p.Value));
        Assert.Equal(State.Present.Count, _model.ParticipantCount);
    }
}
