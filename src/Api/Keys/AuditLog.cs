using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.Api.Keys;

/// <summary>
/// One line for everything that is denied and for every key that comes or goes: who, what, from where; never a key, and no query,
/// where one may stand by mistake. Of a flood the first lines are there, then a count. Safe for any thread.
/// </summary>
public sealed partial class AuditLog : IDisposable
{
    internal const int MostLines = 50;
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private const int MostText = 200;

    private readonly ILogger _log;
    private readonly ITimer _endOfWindow;
    private readonly Lock _gate = new();
    private int _denied;

    public AuditLog(ILoggerFactory logs, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _log = logs.CreateLogger("CmsOrchestrator.Audit");
        _endOfWindow = time.CreateTimer(_ => EndWindow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _endOfWindow.Dispose();

    internal void Denied(HttpContext context, string why)
    {
        if (!Counts())
        {
            return;
        }

        var address = context.Connection.RemoteIpAddress;
        LogDenied(
            Short(context.Request.Method),
            Short(context.Request.Path.ToUriComponent()), // escaped: a path cannot make a line of its own
            address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address,
            context.Features.Get<Caller>()?.KeyName ?? "nobody",
            why);
    }

    internal void KeyInForce(ApiKey key) =>
        LogKeyInForce(key.Name, key.Scope.Only is { } only ? string.Join(", ", only) : "all clusters");

    internal void KeyRemoved(string name) => LogKeyRemoved(name);

    internal void NoKeys() => LogNoKeys();

    private static string Short(string text) => text.Length > MostText ? text[..MostText] + "…" : text;

    private bool Counts()
    {
        lock (_gate)
        {
            if (_denied == 0)
            {
                _endOfWindow.Change(Window, Timeout.InfiniteTimeSpan);
            }

            return _denied++ < MostLines;
        }
    }

    private void EndWindow()
    {
        int unsaid;
        lock (_gate)
        {
            unsaid = _denied - MostLines;
            _denied = 0;
        }

        if (unsaid > 0)
        {
            LogUnsaid(unsaid, (int)Window.TotalSeconds);
        }
    }

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "Denied: {Method} {Path} from {Address} by {Key}: {Why}")]
    private partial void LogDenied(string method, string path, IPAddress? address, string key, string why);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "Denied: {Count} more requests within {Seconds} s")]
    private partial void LogUnsaid(int count, int seconds);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Information, Message = "API key {Name} is in force, for {Clusters}")]
    private partial void LogKeyInForce(string name, string clusters);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Information, Message = "API key {Name} is removed")]
    private partial void LogKeyRemoved(string name);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Warning, Message = "The last API key is removed: anybody on this machine may ask")]
    private partial void LogNoKeys();
}
