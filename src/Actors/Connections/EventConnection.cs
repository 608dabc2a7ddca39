using System.Diagnostics;
using System.Net.WebSockets;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Subscriptions;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Connections;

/// <summary>
/// One WebSocket (design.md, "Actors"): feeds what comes over it to a <see cref="ConnectionSession"/> and carries out what that
/// decides. It never waits for aggregates: beyond its credit it leaves messages in the socket's bounded queue.
/// </summary>
internal sealed partial class EventConnection : UntypedActor, IWithTimers, IConnectionEffects
{
    private const int MaxMessagesPerTurn = 128;

    private readonly ConnectionIdentity _identity;
    private readonly Runtime _runtime;
    private readonly SocketPump _pump;
    private readonly ConnectionSession _session;
    private readonly FactOrder _order;
    private readonly SubscriptionActors _subscriptions;
    private readonly BridgeFigure _figure;
    private readonly ConnectionLoad _load;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private SubscriptionCounts _reported;
    private int _underWay;
    private bool _isBehind;
    private bool _closing;
    private ActivityContext _trace;

    public EventConnection(
        ConnectionIdentity identity, WebSocket socket, Tolerance tolerance, BridgeFigure figure, Runtime runtime)
    {
        _identity = identity;
        _runtime = runtime;
        _figure = figure;
        var settings = runtime.Settings;
        var self = Self;
        _order = new FactOrder(fact => identity.Cluster.Tell(fact, self));
        _subscriptions = new SubscriptionActors(identity, figure, runtime, Context, _order);
        _pump = new SocketPump(
            socket,
            new SocketPumpSettings(settings.MaxMessageBytes, settings.ConnectionQueue)
            {
                QueueBytes = settings.ConnectionQueueBytes,
                MaxTextLength = settings.MaxTextLength,
            },
            figure, () => runtime.Now, () => self.Tell(Drain.Instance));
        _load = new ConnectionLoad(() => _pump.Waiting, settings.ConnectionQueue, settings.ConnectionCredit);
        _session = new ConnectionSession(
            new ConnectionSettings(settings.LivenessTime, settings.SnapshotQuietTime, settings.SnapshotMaxTime, settings.ReconnectMaxTime),
            tolerance, this, runtime.Now);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(
        ConnectionIdentity identity, WebSocket socket, Tolerance tolerance, BridgeFigure figure, Runtime runtime) =>
        Akka.Actor.Props.Create(() => new EventConnection(identity, socket, tolerance, figure, runtime));

    protected override void PreStart()
    {
        _figure.Add(_load);
        _pump.Start();
        Timers.StartPeriodicTimer("tick", Tick.Instance, Tick.IntervalOf(_runtime.Settings));
    }

    protected override void PostStop()
    {
        _figure.Remove(_load);
        _pump.Dispose();
    }

    // A subscription that fails has lost its place: the whole connection is given up, and the supervisor opens another one.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Escalate);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Drain:
                TakeMessages();
                break;
            case Tick:
                OnTick();
                break;
            case Want want:
                _session.Want(_runtime.Now, want.Resources);
                break;
            case Confirmed confirmed:
                _underWay -= confirmed.Count;
                TakeMessages();
                break;
            case HandOverInstance handOver:
                _subscriptions.Tell(Resource.Calls, handOver);
                break;
            case HandOverPart handOver:
                _subscriptions.Tell(handOver.Resource, handOver);
                break;
            case Subscription.Facts facts:
                _order.Arrived(facts.Place, facts.Messages);
                break;
            case Subscription.Note note:
                Note(note.Problem);
                break;
            case Subscription.Beyond beyond:
                Beyond(beyond.Problem);
                break;
            case Subscription.Outdated outdated:
                Close(CloseCause.Doubt, outdated.Why);
                break;
            case CallCount count:
                Context.Parent.Tell(new ConnectionReport(_identity.Number, _session.Counts, count));
                break;
            case CloseConnection:
                TakeWhatIsThere();
                Stop();
                break;
            case SocketClosed:
                _isSocketClosed = true;
                break;
            default:
                Unhandled(message);
                break;
        }

        _load.FactsUnderWay = _underWay;
        Report();
        End();
    }

    private void TakeMessages()
    {
        for (var i = 0; i < MaxMessagesPerTurn; i++)
        {
            if (_closing)
            {
                return;
            }

            if (_underWay >= _runtime.Settings.ConnectionCredit)
            {
                // Goes on with the next confirmation, or with the tick. A socket that ended has told its last once its queue is empty;
                // one that overflowed has lost something already.
                _isBehind |= _pump.HasMore;
                if (!_pump.HasMore || _pump.End is { Cause: not CloseCause.Lost })
                {
                    CloseIfEnded();
                }

                return;
            }

            if (!_pump.TryTake(out var inbound))
            {
                _isBehind = false;
                CloseIfEnded();
                return;
            }

            Take(inbound);
        }

        Self.Tell(Drain.Instance);
    }

    // What was acknowledged is not forgotten: our own stop comes behind it. Bounded by the socket's queue.
    private void TakeWhatIsThere()
    {
        while (!_closing && _pump.TryTake(out var inbound))
        {
            Take(inbound);
        }
    }

    private void Take(Inbound inbound)
    {
        _trace = inbound.Trace;
        if (inbound.IsCut)
        {
            Beyond($"a text of more than MaxTextLength ({_runtime.Settings.MaxTextLength}) characters was cut");
        }

        if (inbound.Message is { } message)
        {
            _session.Receive(_runtime.Now, message);
        }
        else
        {
            _session.ReceiveMalformed(_runtime.Now, inbound.Malformed!);
        }
    }

    // While messages wait, what the session waits for may be among them, for want of credit or because the whole process stood
    // still: its clock goes on once they are taken.
    private void OnTick()
    {
        TellNotes();
        TakeMessages();
        if (!_isBehind && !_pump.HasMore && !_closing)
        {
            _session.Tick(_runtime.Now);
        }
    }

    private void Report()
    {
        if (_session.Counts is var counts && counts != _reported)
        {
            _reported = counts;
            Context.Parent.Tell(new ConnectionReport(_identity.Number, counts, null));
        }
    }

    private sealed class Drain : IDeadLetterSuppression
    {
        public static readonly Drain Instance = new();
    }
}
