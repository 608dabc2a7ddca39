using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Actors.Nodes;

namespace CmsOrchestrator.Actors.Tests.Nodes;

/// <summary>Actor systems that talk to each other as nodes do, without being members of anything. <c>/user/echo</c> answers with what it is told.</summary>
internal static class TransportSystem
{
    private const string Transport = "cms-orchestrator.node-transport";

    public static ActorSystem Start(NodeTrust? trust = null, string settings = "")
    {
        var config = ConfigurationFactory.ParseString($$"""
            {{Transport}} { {{HoconFile.Load(HoconFile.Cluster).GetConfig(Transport)}} }
            {{Transport}} { hostname = 127.0.0.1, port = 0, {{settings}} }
            akka {
              loglevel = WARNING
              loggers = []
              stdout-loglevel = OFF
              actor.provider = remote
              remote.enabled-transports = ["{{Transport}}"]
              remote.retry-gate-closed-for = 100ms
            }
            """);
        var bootstrap = BootstrapSetup.Create().WithConfig(config);
        var system = ActorSystem.Create("nodes", trust is null ? ActorSystemSetup.Create(bootstrap) : ActorSystemSetup.Create(bootstrap, trust));
        system.ActorOf(Props.Create(() => new Echo()), "echo");
        return system;
    }

    public static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    public static ActorSelection EchoOf(ActorSystem asker, Address node) => asker.ActorSelection(new RootActorPath(node) / "user" / "echo");

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }
}
