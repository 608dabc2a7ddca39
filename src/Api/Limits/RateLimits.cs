using System.Net;
using System.Threading.RateLimiting;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CmsOrchestrator.Api.Limits;

/// <summary>Requests per second and streams at once, each by key, or by address where nobody has one: 429 beyond.</summary>
internal static class RateLimits
{
    private const string Streams = "streams";
    private const int SecondsForAStream = 10;

    public static void Apply(this RateLimiterOptions options, LimitsInForce limits)
    {
        // A bucket has its size for life: another size is another bucket.
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (Client Client, int Size)>(context => RateLimitPartition.GetTokenBucketLimiter(
            (Client: Client.Of(context), Size: limits.Now.RequestsPerSecond),
            bucket => new TokenBucketRateLimiterOptions
            {
                TokenLimit = bucket.Size,
                TokensPerPeriod = bucket.Size,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }));
        options.AddPolicy(Streams, context => RateLimitPartition.Get(Client.Of(context), _ => new OpenStreams(limits)));
        options.OnRejected = RejectAsync;
    }

    /// <summary>Endpoints whose answers have no end: counted for as long as they are open, and without a time limit.</summary>
    public static RouteGroupBuilder MapStreams(this IEndpointRouteBuilder routes)
    {
        var streams = routes.MapGroup("");
        streams.RequireRateLimiting(Streams).DisableRequestTimeout();
        return streams;
    }

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var context = rejected.HttpContext;
        var problem = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? ApiProblems.TooManyRequests((int)Math.Ceiling(Math.Max(1, after.TotalSeconds)))
            : ApiProblems.TooManyStreams(SecondsForAStream);
        context.RequestServices.GetRequiredService<AuditLog>().Denied(context, problem.Title);
        await problem.ExecuteAsync(context);
    }

    private readonly record struct Client(string? Key, IPAddress? Address)
    {
        public static Client Of(HttpContext context) => context.Features.Get<Caller>()?.KeyName is { } key
            ? new Client(key, null)
            : new Client(null, context.Connection.RemoteIpAddress);
    }
}
