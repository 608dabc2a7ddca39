using System.Collections.Immutable;
using Akka.Actor;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Actors.Wire;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>What the actors of one process share, as a test wants it.</summary>
internal sealed class World
{
    /// <summary>Times short enough for a test, long enough for a busy machine.</summary>
    public static OrchestratorSettings Quick { get; } = new()
    {
        HandoverTime = TimeSpan.FromMilliseconds(400),
        SnapshotQuietTime = TimeSpan.FromMilliseconds(100),
        SnapshotMaxTime = TimeSpan.FromSeconds(1),
        PendingTime = TimeSpan.FromSeconds(3),
        ReconnectMinTime = TimeSpan.FromMilliseconds(50),
        ReconnectMaxTime = TimeSpan.FromMilliseconds(200),
        LivenessTime = TimeSpan.FromSeconds(10),
    };

    public World(
        IActorRef feed, OrchestratorSettings? settings = null, TimeProvider? time = null,
        Func<CallBridgeSettings, ICallBridgeClient>? clients = null, IReadOnlyDictionary<string, long>? reached = null)
    {
        time ??= TimeProvider.System;
        Readiness = new Readiness(time);
        Runtime = new Runtime(
            settings ?? Quick, time, clients ?? (_ => throw new InvalidOperationException("no bridge in this test")),
            new Epochs(1_000), new FeedProgress(reached ?? ImmutableDictionary<string, long>.Empty), new BridgeFigures(), Readiness)
        {
            Feed = feed,
        };
    }

    public Runtime Runtime { get; }

    public Readiness Readiness { get; }

    public ViewHolder View { get; } = new();
}
