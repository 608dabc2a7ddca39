using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Calls;
using CmsOrchestrator.Api.Events;
using CmsOrchestrator.Api.History;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Api.Lists;
using CmsOrchestrator.Api.Metrics;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Stats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CmsOrchestrator.Api;

/// <summary>What the API needs of the container.</summary>
public static class ApiServices
{
    /// <summary>
    /// Adds the API's own services. The program adds what they read: <see cref="Actors.Views.ViewHolder"/>,
    /// <see cref="Actors.Views.BridgeFigures"/>, <see cref="Actors.Views.Readiness"/>, <see cref="Actors.Feed.IChangeReader"/>,
    /// <see cref="IConfiguredClusters"/> and <see cref="INodes"/>; without a <see cref="TimeProvider"/> the system's is used.
    /// </summary>
    /// <param name="keys">In force from the first request on; without any the API is open. <see cref="KeyRing"/> changes them.</param>
    /// <param name="limits">Likewise; <see cref="LimitsInForce"/> changes them.</param>
    public static IServiceCollection AddOrchestratorApi(this IServiceCollection services, IReadOnlyCollection<ApiKey> keys, ApiLimits limits)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRouting();
        var inForce = new LimitsInForce(limits);
        services.AddSingleton(inForce);
        services.AddSingleton<OpenConnections>();
        services.AddRateLimiter(options => options.Apply(inForce));
        services.AddRequestTimeouts();
        services.AddSingleton<RequestTimeLimit>();
        services.AddSingleton<IConfigureOptions<RequestTimeoutOptions>>(provider => provider.GetRequiredService<RequestTimeLimit>());
        services.AddSingleton<IOptionsChangeTokenSource<RequestTimeoutOptions>>(provider => provider.GetRequiredService<RequestTimeLimit>());
        services.AddSingleton<AuditLog>();
        services.AddSingleton(provider => new KeyRing(provider.GetRequiredService<AuditLog>(), keys));
        services.AddSingleton<Revisions>();
        services.AddSingleton<Selections>();
        services.AddSingleton<CursorCodec>();
        services.AddSingleton<Pager>();
        services.AddSingleton<Uptime>();
        services.AddSingleton<Watchers>();
        services.AddSingleton<ChangeSource>();
        services.AddSingleton<HistoryMoments>();
        services.AddSingleton<HistoryLists>();
        services.AddSingleton<EndedCalls>();
        services.AddSingleton<CallFinder>();
        services.AddMetrics();
        services.TryAddSingleton(provider => provider.GetRequiredService<BridgeFigures>().Metrics);
        services.AddSingleton<ViewMetrics>();
        services.AddSingleton<PlacementMetrics>();
        services.AddSingleton<MetricsReader>();
        return services;
    }
}
