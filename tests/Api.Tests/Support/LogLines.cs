using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.Api.Tests.Support;

/// <summary>Every line that is logged, with its category in front.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IEnumerable<string> Of(string category) =>
        _lines.Where(line => line.StartsWith(category + ": ", StringComparison.Ordinal)).Select(line => line[(category.Length + 2)..]);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    public override string ToString() => string.Join('\n', _lines);

    private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category}: {formatter(state, exception)}{exception}");
    }
}
