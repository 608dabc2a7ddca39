using Akka.Actor;
using Akka.TestKit;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Tests.Feed;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Actors.Tests.Clusters;

public sealed class AggregatesOnSqlite() : AggregatesTests(new SqlitePlace());

[NeedsPostgreSql]
public sealed class AggregatesOnPostgreSql() : AggregatesTests(new PostgreSqlPlace());

/// <summary>Aggregates over the real journal, whose parent never starts one again when its time has come.</summary>
public abstract class AggregatesTests : StorageTest
{
    private readonly TestProbe _told;

    private protected AggregatesTests(IStorePlace place)
        : base(place) => _told = CreateTestProbe();

    [StorageFact]
    public async Task One_that_the_storage_failed_is_started_as_soon_as_another_one_finds_it_working()
    {
        var runtime = new World(CreateTestProbe()).Runtime;
        var parent = Sys.ActorOf(Props.Create(() => new Parent(runtime, _told.Ref)));
        parent.Tell(Added(1));
        await _told.FishForMessageAsync<ClusterMessage.Committed>(c => c.Call == Call(1));

        FailJournal();
        parent.Tell(Added(2));
        await _told.FishForMessageAsync<Stopped>(_ => true);
        HealJournal();
        parent.Tell(Updated(1));

        await _told.FishForMessageAsync<ClusterMessage.AggregateRecovered>(r => r.Call == Call(2));
    }

    private static CallKey Call(int number) => CallKey.Of(Told.Correlator(number));

    private static Fact Added(int call) =>
        new(Call(call), new CallFact.InstanceAdded(Instant.Of(DateTimeOffset.UtcNow), InstanceOf(call), new Epoch(1_000, 1), Told.Add(call).Elements));

    private static Fact Updated(int call) =>
        new(Call(call), new CallFact.InstanceUpdated(Instant.Of(DateTimeOffset.UtcNow), InstanceOf(call), new Epoch(1_000, 1), Told.Update(call, "later").Elements));

    private static InstanceKey InstanceOf(int call) => new(new CallBridgeName("lon1"), Told.Call(call));

    private sealed record Stopped;

    private sealed record Fact(CallKey Call, CallFact Told);

    private sealed class Parent : UntypedActor, IWithTimers
    {
        private readonly IActorRef _told;
        private readonly Runtime _runtime;
        private Aggregates _aggregates = null!;

        public Parent(Runtime runtime, IActorRef told) => (_runtime, _told) = (runtime, told);

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => _aggregates = new Aggregates(new ClusterName("emea"), _runtime, Context, this);

        protected override void OnReceive(object message)
        {
            _told.Forward(message);
            switch (message)
            {
                case Fact fact:
                    _aggregates.Tell(fact.Call, new CallAggregate.Take(fact.Told, _told));
                    break;
                case ClusterMessage.Committed committed:
                    _aggregates.Committed(committed);
                    break;
                case ClusterMessage.AggregateRecovered:
                    _aggregates.StorageWorks();
                    break;
                case Terminated terminated:
                    _aggregates.Terminated(terminated.ActorRef, _ => true);
                    _told.Tell(new Stopped());
                    break;
            }
        }
    }
}
