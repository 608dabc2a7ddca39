using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using CmsOrchestrator.Actors.Telemetry;
using Microsoft.Extensions.Logging;
using MicrosoftLevel = Microsoft.Extensions.Logging.LogLevel;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>Where the actors' log ends.</summary>
internal sealed class ActorLogSetup(ILoggerFactory loggers) : Setup
{
    public ILoggerFactory Loggers => loggers;
}

/// <summary>
/// Hands what actors log to <c>ILogger</c> as it was said: the actor's type as the category, the message with its named values and
/// its event id, and nothing around it. What is said too often is summed up.
/// </summary>
internal sealed class ActorLog : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>, IWithTimers
{
    private static readonly TimeSpan SumInterval = TimeSpan.FromSeconds(5);

    private readonly LogFlood _flood = new(TimeProvider.System);
    private readonly ILoggerFactory _loggers =
        Context.System.Settings.Setup.Get<ActorLogSetup>() is { HasValue: true, Value: var setup }
            ? setup.Loggers
            : throw new InvalidOperationException("The actor system has no logger factory.");

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer(SumDue.Instance, SumDue.Instance, SumInterval);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logged:
                Write(logged);
                return true;
            case SumDue:
                SumUp();
                return true;
            default:
                return false;
        }
    }

    private void Write(LogEvent logged)
    {
        var template = (logged.Message as LogMessage)?.Format ?? "{Message}";
        var level = Level(logged);
        if (level >= MicrosoftLevel.Warning && !_flood.Admits(template))
        {
            return;
        }

        // The template is the actor's own; its values go along under their names.
        object?[] values = logged.Message is LogMessage message ? [.. message.Parameters()] : [logged.Message];
#pragma warning disable CA2254
        _loggers.CreateLogger(logged.LogClass?.FullName ?? logged.LogSource).Log(level, LogEvents.Of(template), logged.Cause, template, values);
#pragma warning restore CA2254
    }

    private void SumUp()
    {
        foreach (var (template, count) in _flood.TakeHeldBack())
        {
            _loggers.CreateLogger<ActorLog>().LogWarning(
                LogEvents.HeldBack, "{Count} more lines like \"{Template}\" within {Seconds} s", count, template, (int)LogFlood.Window.TotalSeconds);
        }
    }

    private static MicrosoftLevel Level(LogEvent logged) => logged.LogLevel() switch
    {
        Akka.Event.LogLevel.DebugLevel => MicrosoftLevel.Debug,
        Akka.Event.LogLevel.InfoLevel => MicrosoftLevel.Information,
        Akka.Event.LogLevel.WarningLevel => MicrosoftLevel.Warning,
        _ => MicrosoftLevel.Error,
    };

    private sealed class SumDue
    {
        public static readonly SumDue Instance = new();
    }
}
