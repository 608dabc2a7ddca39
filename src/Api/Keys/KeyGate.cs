using CmsOrchestrator.Api.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Keys;

/// <summary>
/// Asks everybody for a key, but for endpoints that say <c>AllowAnonymous</c>, and says who it is (<see cref="Caller"/>). Below
/// <c>/api</c> it asks for it also where there is nothing.
/// </summary>
internal sealed class KeyGate(RequestDelegate next, KeyRing keys, AuditLog audit)
{
    private const string Scheme = "Bearer ";
    private const string Challenge = "Bearer realm=\"CmsOrchestrator\"";

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsGuarded(context))
        {
            return next(context);
        }

        var key = Presented(context.Request);
        if (keys.Find(key) is not { } caller)
        {
            var header = context.Request.Headers.Authorization;
            audit.Denied(context, key is not null ? "a wrong key" : header.Count == 0 ? "no key" : "an Authorization that is not Bearer");
            context.Response.Headers.WWWAuthenticate = key is null ? Challenge : Challenge + ", error=\"invalid_token\"";
            return ApiProblems.Unauthorized().ExecuteAsync(context);
        }

        context.Features.Set(caller);
        if (caller.Scope.Only is not null && context.GetEndpoint()?.Metadata.GetMetadata<AllClusters>() is not null)
        {
            audit.Denied(context, "the key does not see all clusters");
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).ExecuteAsync(context);
        }

        return next(context);
    }

    // An endpoint that is no route is routing's own: the one that answers 405.
    private static bool IsGuarded(HttpContext context) => context.GetEndpoint() is RouteEndpoint route
        ? route.Metadata.GetMetadata<IAllowAnonymous>() is null
        : context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>The key in the one Authorization header there is (RFC 6750 §2.1), or null.</summary>
    private static string? Presented(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && value[Scheme.Length..].Trim() is { Length: > 0 } key
            ? key
            : null;
}
