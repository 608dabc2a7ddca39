using Microsoft.AspNetCore.Builder;

namespace CmsOrchestrator.Api.Keys;

/// <summary>What is told of all clusters in one (<c>/metrics</c>): for a key that may not see all it does not exist.</summary>
internal sealed class AllClusters
{
    public static readonly AllClusters Metadata = new();
}

/// <summary>What an endpoint asks of the caller's key; one that says nothing needs a key, and no more.</summary>
public static class KeyConventions
{
    /// <summary>Only for keys that see all clusters.</summary>
    public static T RequireAllClusters<T>(this T endpoints)
        where T : IEndpointConventionBuilder => endpoints.WithMetadata(AllClusters.Metadata);
}
