using Akka.Actor;
using Akka.Event;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>
/// Ends the actor system when it is told to, or when one of those dies without whom it only stands still: whoever started the process starts it again, and
/// everything comes back. Those under it heal by themselves.
/// </summary>
internal sealed class Lifeline : UntypedActor
{
    private readonly IReadOnlyCollection<IActorRef> _vital;
    private readonly Fate _fate;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public Lifeline(IReadOnlyCollection<IActorRef> vital, Fate fate)
    {
        _vital = vital;
        _fate = fate;
    }

    public static Props Props(IReadOnlyCollection<IActorRef> vital, Fate fate) => Akka.Actor.Props.Create(() => new Lifeline(vital, fate));

    protected override void PreStart()
    {
        foreach (var actor in _vital)
        {
            Context.Watch(actor);
        }
    }

    protected override void OnReceive(object message)
    {
        var shutdown = CoordinatedShutdown.Get(Context.System);
        var problem = message switch
        {
            Terminated terminated => $"{terminated.ActorRef.Path.Name} failed; the process ends and is to be started again",
            End end => end.Problem,
            _ => null,
        };
        if (problem is not null && shutdown.ShutdownReason is null)
        {
            _fate.Fail(problem);
            _log.Error("The process ends: {Problem}", _fate.Problem);
            shutdown.Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
    }

    /// <summary>The process is to end, for this reason.</summary>
    internal sealed record End(string Problem);
}
