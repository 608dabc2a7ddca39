using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Keys;

/// <summary>Who asks. Handlers of what outlives a request's moment (a stream) take it as a parameter, the others <see cref="Scope"/>.</summary>
/// <param name="KeyName">Null where the API has no keys, and anybody on this machine may ask.</param>
/// <param name="Scope">What they see.</param>
/// <param name="Ended">Cancelled when the key is removed or is no longer what it was: what is open for it ends then.</param>
public sealed record Caller(string? KeyName, Scope Scope, CancellationToken Ended)
{
    /// <summary>The caller of a request that <see cref="KeyGate"/> let through; throws for any other.</summary>
    public static Caller Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint needs no key, so nobody asks.");
    }

    /// <summary>Minimal APIs bind parameters by it.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(Of(context));
}
