using System.Net.WebSockets;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Bridges;

// What the bridge's connections decide, carried out.
internal sealed partial class CallBridgeSupervisor
{
    void IBridgeEffects.Attempt(int number, int attempt) =>
        ConnectionAttempt.RunAsync(Runtime.NextAttempt(), () => Runtime.ClientOf(_identity.Bridge), _places.Begin(number)).PipeTo(
            Self,
            success: result => new Attempted(number, attempt, result),
            failure: cause => new Attempted(number, attempt, AttemptResult.Failure(cause.Message)));

    void IBridgeEffects.Abandon(int number) => _places.Abandon(number);

    void IBridgeEffects.Open(AttemptOpened opened, Tolerance tolerance, IReadOnlyCollection<Resource> wanted)
    {
        var epoch = Runtime.Epochs.Next();
        _identity.ClusterActor.Tell(new ClusterMessage.ConnectionOpened(_identity.Name, epoch));
        var connection = EventConnection.Props(
            new ConnectionIdentity(_identity.Name, opened.Number, epoch, _identity.ClusterActor), ((SocketOpened)opened).Socket, tolerance,
            _figure, Runtime);
        var actor = Context.Watch(Context.ActorOf(connection, $"connection-{opened.Number}-{opened.Attempt}"));
        _places.Take(opened.Number, actor, epoch);
        actor.Tell(new Want(wanted));
    }

    void IBridgeEffects.Discard(AttemptOpened opened) => ((SocketOpened)opened).Socket.Dispose();

    void IBridgeEffects.Want(int number, IReadOnlyCollection<Resource> wanted) => _places.Connection(number)?.Tell(new Want(wanted));

    void IBridgeEffects.Close(int number) => _places.Connection(number)?.Tell(new CloseConnection());

    void IBridgeEffects.Pause(int number, TimeSpan pause) => Timers.StartSingleTimer(number, new RetryDue(number), pause);

    void IBridgeEffects.Lost(int number) =>
        _identity.ClusterActor.Tell(new ClusterMessage.ConnectionLost(Now, _identity.Name, _places.EpochOf(number)));

    void IBridgeEffects.RoomChanged(int room) => _identity.ClusterActor.Tell(new ClusterMessage.RoomChanged(_identity.Name, room));

    void IBridgeEffects.Connected(int failures, TimeSpan failing)
    {
        if (failures > 0)
        {
            _log.Info(
                "Call Bridge {CallBridge} is connected, after {Failures} failures in {Seconds} s", _identity, failures, (int)failing.TotalSeconds);
        }
        else
        {
            _log.Info("Call Bridge {CallBridge} is connected", _identity);
        }
    }

    void IBridgeEffects.ConnectionFailed(int number, CloseCause cause, string why)
    {
        _figure.Lost(cause);
        _log.Warning("Call Bridge {CallBridge}: connection {Connection} is lost: {Why}", _identity, number, why);
    }

    void IBridgeEffects.AttemptFailed(string problem) => _log.Warning("Call Bridge {CallBridge}: {Problem}", _identity, problem);

    void IBridgeEffects.Publish(CallBridgeView view)
    {
        var told = view with { LastMessageAt = _figure.LastMessageAt, MessagesReceived = _figure.MessagesReceived };
        Runtime.Feed.Tell(new FeedEntry(null, 0, false, [Publication.Of(Now, told)]));
    }

    void IBridgeEffects.PublishAfter(TimeSpan pause) => Timers.StartSingleTimer(HealthDue.Instance, HealthDue.Instance, pause);

    void IBridgeEffects.Gone() => Context.Stop(Self);

    private sealed record SocketOpened(int Number, int Attempt, WebSocket Socket) : AttemptOpened(Number, Attempt);

    private sealed record Attempted(int Number, int Attempt, AttemptResult Result) : INoSerializationVerificationNeeded;

    private sealed record RetryDue(int Number) : INoSerializationVerificationNeeded;

    private sealed class HealthDue : INoSerializationVerificationNeeded
    {
        public static readonly HealthDue Instance = new();
    }
}
