using Akka.Actor;
using Akka.Hosting;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Actors.Leases;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>Composes the actor system of one node (design.md, "One node and several").</summary>
public static class OrchestratorActors
{
    // Together within a phase's time limit (hocon/base.conf).
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// Adds the actor system and what the API reads of it. The storage must be open; it stays the caller's to dispose of. Clusters
    /// are configured through <see cref="ClusterConfigurator"/>.
    /// </summary>
    public static IServiceCollection AddOrchestratorActors(
        this IServiceCollection services, OrchestratorSettings settings, Storage storage,
        Func<CallBridgeSettings, ICallBridgeClient> clients, TimeProvider time, NodeSettings? node = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var (start, view, figures, readiness, fate) = (storage.Start, new ViewHolder(), new BridgeFigures(), new Readiness(time), new Fate());
        view.Swap(ReadModel.Restore(start.Revision, start.Live));
        var runtime = new Runtime(settings, time, clients, new Epochs(start.ProcessStart), new FeedProgress(start.Reached), figures, readiness);
        var (clusters, nodes) = (new LocalClusters(), new NodeDirectory());
        var shared = node is null ? null : NodeDatabase.Open(
            storage.Server ?? throw new ArgumentException("Several nodes need a database that they share.", nameof(storage)));
        if (node is not null)
        {
            readiness.Joins();
            readiness.FollowOthers();
        }

        return services
            .AddSingleton(view)
            .AddSingleton<IChangeReader>(storage.Reader)
            .AddSingleton(storage.Reader.History)
            .AddSingleton(new HistorySettings(settings.HistoryTime))
            .AddSingleton(figures)
            .AddSingleton(_ => figures.Metrics)
            .AddSingleton(readiness)
            .AddSingleton<ClusterConfigurator>()
            .AddSingleton(fate)
            .AddSingleton(nodes)
            .AddAkka("cms-orchestrator", (akka, provider) =>
            {
                akka
                    .AddHocon(storage.Config, HoconAddMode.Prepend)
                    .ConfigureLoggers(loggers =>
                    {
                        loggers.ClearLoggers();
                        loggers.AddLogger<ActorLog>();
                    })
                    .AddSetup(new ActorLogSetup(provider.GetRequiredService<ILoggerFactory>()));
                if (node is not null && shared is not null)
                {
                    akka.WithNode(node, new LeaseSetup(shared.Leases, time, figures.Metrics.Node));
                }

                akka.WithActors((system, registry) =>
                {
                    runtime.Feed = system.ActorOf(FeedActor.Props(storage.Feed, view, runtime), "feed");
                    var keeper = node is not null && shared is not null
                        ? NodeActors.Start(system, new NodeRuntime(runtime, clusters, nodes), node, shared.Id, ToRecover(storage.Start).Keys, fate)
                        : StartAlone(system, storage, view, runtime);
                    registry.Register<CmsClusters>(keeper);
                    var lifeline = system.ActorOf(Lifeline.Props([runtime.Feed, keeper], fate), "lifeline");
                    storage.WatchForOthers(problem => lifeline.Tell(new Lifeline.End(problem)));
                });
            });
    }

    private static IActorRef StartAlone(ActorSystem system, Storage storage, ViewHolder view, Runtime runtime)
    {
        Forget(view, runtime);
        var clusters = system.ActorOf(CmsClusters.Props(ToRecover(storage.Start), runtime), "cms-clusters");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "close-sockets", async () =>
        {
            await clusters.Ask<CmsClusters.Drained>(new CmsClusters.Drain(), DrainTime);
            await runtime.Feed.Ask<Flushed>(new Flush("drained"), FlushTime);
            return Akka.Done.Instance;
        });
        return clusters;
    }

    // The bridges of the run before are not these: who is configured tells of itself anew.
    private static void Forget(ViewHolder view, Runtime runtime)
    {
        foreach (var bridge in view.Current.CallBridges.Values)
        {
            var stopped = bridge with { State = CallBridgeStatus.Stopped, Since = runtime.Now };
            runtime.Feed.Tell(new FeedEntry(null, 0, false, [Publication.Of(runtime.Now, stopped)]));
        }
    }

    private static Dictionary<ClusterName, IReadOnlyList<CallKey>> ToRecover(FeedStart start) =>
        start.ToRecover.Select(CallPersistenceId.Parse).OfType<(ClusterName Cluster, CallKey Key)>()
            .GroupBy(id => id.Cluster, id => id.Key)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<CallKey>)[.. g]);
}
