using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Micro.Traffic;

/// <summary>One message, from its connection to its subscription. It must not cost more where more is subscribed to.</summary>
public class DispatchBenchmarks : IConnectionEffects
{
    private ConnectionSession _session = null!;
    private long _messageId;
    private int _index;

    [Params(1, 99)]
    public int Subscriptions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var settings = new ConnectionSettings(TimeSpan.FromDays(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        _session = new ConnectionSession(settings, Tolerance.None, this, new(1));
        _session.Want(new(1), [.. Enumerable.Range(0, Subscriptions).Select(n => Resource.Roster(new(new Guid(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))))]);
        _session.Receive(new(1), new ServerMessage.Ack(1, MessageAck.Success));
        _session.Receive(new(1), new ServerMessage.SubscriptionUpdate(
            ++_messageId, [.. Enumerable.Range(1, Subscriptions).Select(n => new SubscriptionStateEntry(n, SubscriptionWords.Active))]));
        _session.Receive(new(1), new ServerMessage.Ack(2, MessageAck.Success));
        _index = Subscriptions;
    }

    [Benchmark(Description = "dispatch")]
    public void Receive() => _session.Receive(new(2), new ServerMessage.RosterUpdate(++_messageId, _index, []));

    public void SendSubscribeRequest(long messageId, ImmutableArray<SubscriptionSpec> subscriptions)
    {
    }

    public void SendAck(long messageId)
    {
    }

    public void Answered()
    {
    }

    public void Refused()
    {
    }

    public void SubscriptionStarted(int index, Resource resource)
    {
    }

    public void SubscriptionStateChanged(int index, string state)
    {
    }

    public void Deliver(int index, ServerMessage message)
    {
    }

    public void SnapshotQuiet(int index)
    {
    }

    public void SnapshotLimit(int index)
    {
    }

    public void SubscriptionDropped(int index)
    {
    }

    public void Note(string problem)
    {
    }

    public void Close(CloseCause cause, string why) => throw new InvalidOperationException(why);
}
