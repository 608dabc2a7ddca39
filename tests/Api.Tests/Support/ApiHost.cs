using System.Collections.Immutable;
using System.Net.Http.Headers;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Api.Tests.Contract;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Api.Tests.Support;

/// <summary>The API as a program hosts it, on a free loopback port, over a read model that the test makes.</summary>
internal sealed class ApiHost : IAsyncDisposable, IConfiguredClusters, INodes
{
    private readonly WebApplication _app;
    private readonly ViewHolder _views = new();

    private ApiHost(Action<WebApplication>? more, ApiKey[] keys, ApiLimits limits)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddFilter("Microsoft", LogLevel.Warning).AddProvider(Log);
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.KeepLimits());
        builder.Services
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(_views)
            .AddSingleton(Figures)
            .AddSingleton(Readiness)
            .AddSingleton<IConfiguredClusters>(this)
            .AddSingleton<IChangeReader>(Stored)
            .AddSingleton<IHistoryReader>(Stored)
            .AddSingleton(new HistorySettings(TimeSpan.FromDays(30)))
            .AddSingleton<INodes>(this)
            .AddOrchestratorApi(keys, limits);
        _app = builder.Build();
        _app.MapOrchestratorApi();
        more?.Invoke(_app);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

    public BridgeFigures Figures { get; } = new();

    public Readiness Readiness { get; } = new(TimeProvider.System);

    public IReadOnlyCollection<ClusterName> Names { get; set; } = [];

    public ImmutableArray<NodeView> Nodes { get; set; } = [Sample.Node("127.0.0.1:4053") with { Self = true }];

    ImmutableArray<NodeView> INodes.Current => Nodes;

    public LogLines Log { get; } = new();

    public LimitsInForce Limits => _app.Services.GetRequiredService<LimitsInForce>();

    public KeyRing Ring => _app.Services.GetRequiredService<KeyRing>();

    /// <summary>What is stored, for those tests that store anything.</summary>
    public StoredFeed Stored { get; } = new();

    /// <summary>The routes that are mapped, as their patterns are written.</summary>
    public IEnumerable<string> Routes => Endpoints.Select(route => route.RoutePattern.RawText!).Distinct();

    public IEnumerable<RouteEndpoint> Endpoints =>
        _app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    /// <summary>Each of its answers is held against the document.</summary>
    public HttpClient Client { get; } = new(new ContractCheck());

    public ReadModel Model
    {
        get => _views.Current;
        set => _views.Swap(value);
    }

    /// <summary>Started and recovered, with what is live at revision 1234.</summary>
    public static async Task<ApiHost> StartAsync(params Publication[] live)
    {
        var host = await StartRecoveringAsync();
        host.Model = ReadModel.Restore(1234, live);
        host.Readiness.Recovered();
        return host;
    }

    /// <summary>Started and recovered, over a storage that has nothing yet.</summary>
    public static async Task<ApiHost> StartStoredAsync()
    {
        var host = await StartRecoveringAsync();
        host.Stored.Open(host.Time);
        host.Model = ReadModel.Empty;
        host.Readiness.Recovered();
        return host;
    }

    public static async Task<ApiHost> StartRecoveringAsync(Action<WebApplication>? more = null)
    {
        var host = new ApiHost(more, [], new ApiLimits());
        await host.ListenAsync();
        return host;
    }

    /// <summary>Likewise, with keys; the client presents the first of them.</summary>
    public static async Task<ApiHost> StartAsync(ApiKey[] keys, Publication[] live, Action<WebApplication>? more = null, ApiLimits? limits = null)
    {
        var host = new ApiHost(more, keys, limits ?? new ApiLimits());
        await host.ListenAsync();
        host.Model = ReadModel.Restore(1234, live);
        host.Readiness.Recovered();
        host.Present(keys.Length > 0 ? SampleKeys.TextOf(keys[0].Name) : null);
        return host;
    }

    /// <summary>The client presents this key from now on; null: none.</summary>
    public void Present(string? key) =>
        Client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);

    /// <summary>The next revision: one change more.</summary>
    public void Publish(Publication publication) => Publish([publication]);

    /// <summary>The next revisions: so many changes more, in one batch.</summary>
    public void Publish(IEnumerable<Publication> publications) => _views.Publish(
        [.. publications.Select((p, i) => new Change(Model.Revision + 1 + i, p) { Body = Body.Write(p) })]);

    /// <summary>Likewise, by way of the storage.</summary>
    public void Store(params Publication[] publications) => Show(Stored.Append(publications));

    /// <summary>What was stored comes into the view.</summary>
    public void Show(IReadOnlyList<Change> changes) => _views.Publish([.. changes]);

    /// <summary>As after a restart: nothing is in memory but what is live.</summary>
    public void Restart()
    {
        var start = Stored.Reopen();
        Model = ReadModel.Restore(start.Revision, start.Live);
    }

    /// <summary>Ends as a service does that is told to stop.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Log.Dispose();
        Stored.Dispose();
    }

    private async Task ListenAsync()
    {
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.First());
    }
}
