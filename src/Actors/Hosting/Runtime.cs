using Akka.Actor;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>What the actors of one process share: settings, time, the way out to bridges and to the feed.</summary>
public sealed class Runtime(
    OrchestratorSettings settings, TimeProvider time, Func<CallBridgeSettings, ICallBridgeClient> clients, Epochs epochs,
    FeedProgress progress, BridgeFigures figures, Readiness readiness)
{
    public OrchestratorSettings Settings => settings;

    public TimeProvider Time => time;

    public Epochs Epochs => epochs;

    public FeedProgress Progress => progress;

    public BridgeFigures Figures => figures;

    public ActorMetrics Metrics => figures.Metrics;

    public Readiness Readiness => readiness;

    /// <summary>The moment, for what is measured and for what is shown: no clock that is set makes it jump.</summary>
    public Instant Now => Clock.Now;

    /// <summary>The feed's actor; set once, before the first cluster starts.</summary>
    public IActorRef Feed { get; set; } = ActorRefs.Nobody;

    /// <summary>The same, for an entity whose connections have epochs of their own.</summary>
    public Runtime With(Epochs own) => new(settings, time, clients, own, progress, figures, readiness) { Feed = Feed, Clock = Clock, Pace = Pace };

    private SteadyClock Clock { get; init; } = new(time);

    private AttemptPace Pace { get; init; } = new();

    /// <summary>How long the next attempt at a connection waits for its turn (<see cref="AttemptPace"/>).</summary>
    public TimeSpan NextAttempt()
    {
        lock (Pace)
        {
            return Pace.Next(Now);
        }
    }

    public ICallBridgeClient ClientOf(CallBridgeSettings bridge) => clients(bridge);
}
