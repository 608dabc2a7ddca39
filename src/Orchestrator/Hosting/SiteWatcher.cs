using System.Threading.Channels;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.Hosting;

/// <summary>
/// Gives the actors the clusters and the API the keys and limits of the configuration, at the start and whenever its files change. A change with
/// a fault is refused as a whole, and said; the configuration before stays in force.
/// </summary>
/// <param name="storage">Not used here: holding it makes the container dispose of it, and after this.</param>
internal sealed partial class SiteWatcher(
    Site site, SiteConfiguration configuration, Storage storage, ClusterConfigurator configurator, KeyRing keys, LimitsInForce limits,
    ILogger<SiteWatcher> log)
    : BackgroundService
{
    private readonly Channel<SiteResult> _changes = Channel.CreateBounded<SiteResult>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        LogOpened(storage.Name, storage.Start.Revision);
        foreach (var url in site.Api.UrlsInTheClear)
        {
            LogInTheClear(url);
        }

        await configurator.ConfigureAsync(site.Clusters, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = configuration.OnChange(changed => _changes.Writer.TryWrite(changed));
        await foreach (var changed in _changes.Reader.ReadAllAsync(stoppingToken))
        {
            switch (changed)
            {
                case SiteResult.Valid(var next) when site.Api.Refuses(next.Api) is { } problem:
                    LogRefused(problem);
                    break;
                case SiteResult.Valid(var next):
                    await keys.ReplaceAsync(next.Api.Keys); // first: a key that is gone must not see what comes
                    limits.Replace(next.Api.Limits);
                    await configurator.ConfigureAsync(next.Clusters, stoppingToken);
                    foreach (var waiting in site.WaitingForStart(next))
                    {
                        LogWaiting(waiting);
                    }

                    LogChanged(next.Clusters.Length, next.Clusters.Sum(c => c.CallBridges.Count));
                    break;
                case SiteResult.Invalid(var problems):
                    LogRefused(string.Join("; ", problems));
                    break;
            }
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Storage {Storage} is open at revision {Revision}")]
    private partial void LogOpened(string storage, long revision);

    [LoggerMessage(
        EventId = 4004,
        Level = LogLevel.Warning,
        Message = "API keys travel in the clear on {Url}: serve https (Api:Certificate), or only to a proxy on this machine that does")]
    private partial void LogInTheClear(string url);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "The configuration has changed: {Clusters} clusters, {Bridges} Call Bridges")]
    private partial void LogChanged(int clusters, int bridges);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Warning, Message = "{Setting} has changed, and comes into force at the next start")]
    private partial void LogWaiting(string setting);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Error, Message = "The changed configuration is refused, the one before stays in force: {Problems}")]
    private partial void LogRefused(string problems);
}
