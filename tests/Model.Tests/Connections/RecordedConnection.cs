using System.Collections.Immutable;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Connections;

/// <summary>A session, what it wanted done, and a server's messages in few words. Times are seconds.</summary>
internal sealed class RecordedConnection : IConnectionEffects
{
    private long _messageId;

    public RecordedConnection(params CloseCause[] tolerated) => Session = new ConnectionSession(
        new ConnectionSettings(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)),
        new Tolerance([.. tolerated], TimeSpan.FromSeconds(60)), this, Ids.At(0));

    public ConnectionSession Session { get; }

    public List<(long Id, ImmutableArray<SubscriptionSpec> Specs)> Requests { get; } = [];

    public List<string> Log { get; } = [];

    public List<string> Notes { get; } = [];

    public IEnumerable<int> LastIndexes => Requests[^1].Specs.Select(s => s.Index);

    /// <summary>A connection whose subscriptions (1 is the list of calls) are answered and active at second 0.</summary>
    public static RecordedConnection Active(params Resource[] more)
    {
        var connection = new RecordedConnection();
        connection.Want(0, [Resource.Calls, .. more]);
        connection.Ack(0);
        connection.States(0, [.. Enumerable.Range(1, more.Length + 1).Select(i => (i, "active"))]);
        return connection;
    }

    public void Want(double at, params Resource[] wanted) => Session.Want(Ids.At(at), wanted);

    public void Tick(double at) => Session.Tick(Ids.At(at));

    /// <summary>Answers the last request.</summary>
    public void Ack(double at, string status = "success") => Receive(at, new ServerMessage.Ack(Requests[^1].Id, status));

    /// <summary>Time passes; what is asked then is answered, and time passes.</summary>
    public void TickAndAnswer(double at)
    {
        var requests = Requests.Count;
        Tick(at);
        if (Requests.Count > requests)
        {
            Ack(at);
            Tick(at);
        }
    }

    public void States(double at, params (int Index, string State)[] states) => Receive(
        at, new ServerMessage.SubscriptionUpdate(Next(), [.. states.Select(s => new SubscriptionStateEntry(s.Index, s.State))]));

    public void Calls(double at, int index, UpdateType type) =>
        Receive(at, new ServerMessage.CallListUpdate(Next(), index, [new CallUpdate(Ids.Call(1), type, ElementValues.Empty, null)]));

    public void Roster(double at, int index, UpdateType type) => Receive(
        at, new ServerMessage.RosterUpdate(Next(), index, [new ParticipantUpdate(Ids.Person(1), type, ElementValues.Empty, null)]));

    public void Skip() => _messageId++;

    public long Next() => ++_messageId;

    public void Receive(double at, ServerMessage message) => Session.Receive(Ids.At(at), message);

    public void SendSubscribeRequest(long messageId, ImmutableArray<SubscriptionSpec> subscriptions)
    {
        Assert.True(subscriptions.Length <= ProtocolLimits.SubscriptionsPerConnection);
        Requests.Add((messageId, subscriptions));
    }

    public void SendAck(long messageId) => Log.Add($"ack {messageId}");

    public void Answered() => Log.Add("answered");

    public void Refused() => Log.Add("refused");

    public void SubscriptionStarted(int index, Resource resource) => Log.Add($"{index} started");

    public void SubscriptionStateChanged(int index, string state) => Log.Add($"{index} {state}");

    public void Deliver(int index, ServerMessage message) => Log.Add($"{index} told");

    public void SnapshotQuiet(int index) => Log.Add($"{index} quiet");

    public void SnapshotLimit(int index) => Log.Add($"{index} limit");

    public void SubscriptionDropped(int index) => Log.Add($"{index} dropped");

    public void Note(string problem) => Notes.Add(problem);

    public void Close(CloseCause cause, string why) => Log.Add($"close {cause}");
}
