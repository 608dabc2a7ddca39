using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>
/// A test of actors. <c>akka.actor.serialize-messages</c> stays off: what is tested here is sent within one node only, and carries
/// sockets and actors on purpose. Where messages cross nodes it is on (Nodes/). What is written to the journal has tests of its own (Journal/).
/// </summary>
public abstract class ActorTest(Config config) : TestKit(config.WithFallback(Quiet))
{
    /// <summary>More than any condition takes on a busy machine.</summary>
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly Config Quiet = ConfigurationFactory.ParseString(
        """
        akka.test.default-timeout = 30s
        akka.test.single-expect-default = 30s
        akka.test.filter-leeway = 30s
        akka.log-dead-letters = off
        """);

    protected ActorTest()
        : this(Config.Empty)
    {
    }

    /// <summary>Waits for a condition, never for a time.</summary>
    protected Task EventuallyAsync(Func<bool> condition, string what) =>
        AwaitConditionAsync(() => Task.FromResult(condition()), Limit, TimeSpan.FromMilliseconds(10), what);

    /// <summary>The actor at that path under the system's user guardian.</summary>
    protected async Task<IActorRef> FindAsync(string path) => await Sys.ActorSelection(path).ResolveOne(Limit);
}
