using System.Collections.Immutable;
using System.Net;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.Api.Bench;

/// <summary>The API over a read model in memory, and beside it, in the same web server, what it answers as a constant.</summary>
internal sealed class BenchHost : IAsyncDisposable, IConfiguredClusters, INodes
{
    private readonly WebApplication _app;
    private readonly ViewHolder _views = new();

    private BenchHost()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton(_views)
            .AddSingleton(new BridgeFigures())
            .AddSingleton(Readiness)
            .AddSingleton<IConfiguredClusters>(this)
            .AddSingleton<INodes>(this)
            .AddSingleton(Stored)
            .AddSingleton<IChangeReader>(Stored)
            .AddSingleton(Stored.History)
            .AddSingleton(new HistorySettings(TimeSpan.FromDays(30)))
            .AddOrchestratorApi([], new ApiLimits { RequestsPerSecond = int.MaxValue });
        _app = builder.Build();
        _app.MapGet("/constant", ConstantAsync);
        _app.MapGet("/constant-stream", ConstantStreamAsync);
        _app.MapOrchestratorApi();
    }

    public IReadOnlyCollection<ClusterName> Names => [];

    public ImmutableArray<NodeView> Current => [];

    public Readiness Readiness { get; } = new(TimeProvider.System);

    public IPEndPoint Address { get; private set; } = null!;

    /// <summary>What <c>/constant</c> answers.</summary>
    public byte[] Constant { get; set; } = [];

    /// <summary>What <c>/constant-stream</c> sends every 20 ms.</summary>
    public byte[] ConstantPart { get; set; } = [];

    // Nothing is ever read from it: all that the figures need is in memory.
    private FeedReader Stored { get; } = FeedReader.Of(new Actors.Databases.StorageFiles(Path.GetTempPath()));

    public static async Task<BenchHost> StartAsync()
    {
        var host = new BenchHost();
        host._views.Swap(ReadModel.Restore(1, Deployment.All()));
        host.Readiness.Recovered();
        await host._app.StartAsync();
        var url = new Uri(host._app.Urls.First());
        host.Address = new IPEndPoint(IPAddress.Loopback, url.Port);
        return host;
    }

    /// <summary>The next revisions, as the feed publishes them.</summary>
    public void Publish(IEnumerable<Publication> publications) => _views.Publish(
        [.. publications.Select((p, i) => new Change(_views.Current.Revision + 1 + i, p) { Body = Body.Write(p) })]);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Stored.Dispose();
    }

    private async Task ConstantAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Constant.Length;
        await context.Response.Body.WriteAsync(Constant);
    }

    private async Task ConstantStreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await timer.WaitForNextTickAsync(context.RequestAborted))
        {
            await context.Response.BodyWriter.WriteAsync(ConstantPart, context.RequestAborted);
        }
    }
}
