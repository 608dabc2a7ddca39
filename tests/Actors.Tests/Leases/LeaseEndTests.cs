using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Coordination;
using CmsOrchestrator.Actors.Leases;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Actors.Tests.Leases;

[NeedsPostgreSql]
public sealed class LeaseEndTests : LeaseTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Where it is not, the next node waits for the rest of its time: ten seconds longer than it has to.
    [StorageFact]
    public async Task What_an_actor_gives_back_as_it_stops_is_given_back_before_its_system_has_ended()
    {
        var configuration = ConfigurationFactory.ParseString(
            """
            lease {
              lease-class = "CmsOrchestrator.Actors.Leases.DatabaseLease, CmsOrchestrator.Actors"
              heartbeat-timeout = 180s
              heartbeat-interval = 60s
              lease-operation-timeout = 30s
            }
            """);
        var setup = new LeaseSetup(new Gate(Table) { Latency = TimeSpan.FromMilliseconds(300) }, TimeProvider.System, Metrics.Node);
        using var system = ActorSystem.Create("leases", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(configuration), setup));
        var owner = system.ActorOf(Props.Create(() => new Owning()));
        Assert.True(await owner.Ask<bool>("acquire", Limit));

        await system.Terminate().WaitAsync(Limit);

        Assert.True((await Table.FindAsync("lease", default))!.IsExpired);
    }

    private sealed class Owning : UntypedActor
    {
        private readonly Lease _lease = LeaseProvider.Get(Context.System).GetLease("lease", "lease", "a");

        protected override void OnReceive(object message) => _lease.Acquire().PipeTo(Sender);

        protected override void PostStop() => _lease.Release();
    }
}
