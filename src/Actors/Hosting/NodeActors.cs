using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.Event;
using Akka.Hosting;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Actors.Leases;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>Composes what one node of several has besides (design.md, "One node and several"; hocon/cluster.conf).</summary>
internal static class NodeActors
{
    private const string ShardType = "cms-cluster";

    /// <summary>Remoting, the cluster, TLS between nodes, and the leases' way to the database.</summary>
    public static AkkaConfigurationBuilder WithNode(this AkkaConfigurationBuilder akka, NodeSettings node, LeaseSetup leases)
    {
        akka
            .WithClustering(new ClusterOptions { SplitBrainResolver = null }) // cluster.conf decides
            .AddHocon(HoconFile.Load(HoconFile.Cluster), HoconAddMode.Prepend)
            .AddHocon(
                ConfigurationFactory.ParseString($"cms-orchestrator.node-transport {{ hostname = \"{node.Name.Host}\", port = {node.Name.Port} }}"),
                HoconAddMode.Prepend)
            .AddSetup(leases);
        return node.Certificate is { } files ? akka.AddSetup(NodeTrust.Of(files)) : akka;
    }

    /// <summary>Starts the registry, the shard region, and who joins. The registry stands for the clusters.</summary>
    /// <param name="known">The CMS clusters that the storage knows of.</param>
    public static IActorRef Start(
        ActorSystem system, NodeRuntime node, NodeSettings settings, string database, IEnumerable<ClusterName> known, Fate fate)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "count", () =>
        {
            if (NodeStop.Of(shutdown.ShutdownReason) is { } stop)
            {
                node.Runtime.Metrics.Node.Stops(stop.Cause);
            }

            return Task.FromResult(Akka.Done.Instance);
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "say-why", () =>
        {
            if (NodeStop.Of(shutdown.ShutdownReason) is { } stop)
            {
                fate.Fail(stop.Text);
            }

            // What Akka says after its loggers have ended goes to the console as it is.
            system.EventStream.SetLogLevel(LogLevel.WarningLevel);
            return Task.FromResult(Akka.Done.Instance);
        });
        node.Registry = system.ActorOf(ClusterRegistry.Props(node, settings.Name, known), "cms-clusters");
        var sharding = ClusterShardingSettings.Create(system);
        var region = ClusterSharding.Get(system).Start(
            ShardType, name => ClusterEntity.Props(new ClusterName(name), node), sharding, new ClusterMessageExtractor(),
            new Placement(node.Nodes, settings.Name), new DrainCluster());
        node.Registry.Tell(new ClusterRegistry.Region(region));
        system.ActorOf(NodesActor.Props(settings, database, node), NodesActor.Name);
        return node.Registry;
    }
}
