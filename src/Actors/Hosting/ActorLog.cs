using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using MicrosoftLevel = Microsoft.Extensions.Logging.LogLevel;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>Where the actors' log ends.</summary>
internal sealed class ActorLogSetup(ILoggerFactory loggers) : Setup
{
    public ILoggerFactory Loggers => loggers;
}

/// <summary>
/// Hands what actors log to <c>ILogger</c> as it was said: the actor's type as the category, the message with its named values, and
/// nothing around it.
/// </summary>
internal sealed class ActorLog : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILoggerFactory _loggers =
        Context.System.Settings.Setup.Get<ActorLogSetup>() is { HasValue: true, Value: var setup }
            ? setup.Loggers
            : throw new InvalidOperationException("The actor system has no logger factory.");

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
            default:
                return false;
        }
    }

    private void Write(LogEvent logged)
    {
        var logger = _loggers.CreateLogger(logged.LogClass?.FullName ?? logged.LogSource);
        var level = logged.LogLevel() switch
        {
            Akka.Event.LogLevel.DebugLevel => MicrosoftLevel.Debug,
            Akka.Event.LogLevel.InfoLevel => MicrosoftLevel.Information,
            Akka.Event.LogLevel.WarningLevel => MicrosoftLevel.Warning,
            _ => MicrosoftLevel.Error,
        };
        if (logged.Message is LogMessage message)
        {
            // The template is the actor's own; its values go along under their names.
#pragma warning disable CA2254
            logger.Log(level, logged.Cause, message.Format, [.. message.Parameters()]);
#pragma warning restore CA2254
        }
        else
        {
            logger.Log(level, logged.Cause, "{Message}", logged.Message);
        }
    }
}
