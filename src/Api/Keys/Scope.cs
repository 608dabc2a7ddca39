using System.Collections.Immutable;
using CmsOrchestrator.Model;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Keys;

/// <summary>
/// The clusters that a request may see. What it does not see does not exist for it: every answer is made of what its scope sees and
/// of nothing else. Handlers take it as a parameter.
/// </summary>
public sealed class Scope : IEquatable<Scope>
{
    private readonly HashSet<ClusterName> _seen;

    private Scope(ImmutableArray<ClusterName>? only)
    {
        Only = only;
        _seen = [.. only ?? []];
    }

    public static Scope All { get; } = new(null);

    /// <summary>Null: all clusters, also those to come. Otherwise these, by name.</summary>
    public ImmutableArray<ClusterName>? Only { get; }

    public static Scope Of(IEnumerable<ClusterName> clusters) =>
        new([.. clusters.Distinct().OrderBy(cluster => cluster.Value, StringComparer.Ordinal)]);

    public bool Sees(ClusterName cluster) => Only is null || _seen.Contains(cluster);

    /// <summary>The clusters that an index is to be asked for, by name; null: all.</summary>
    /// <param name="cluster">The one that the caller asks for; null: all that it sees. One that it does not see is none.</param>
    public ImmutableArray<ClusterName>? Narrowed(string? cluster) =>
        cluster is null ? Only : Sees(new ClusterName(cluster)) ? [new ClusterName(cluster)] : [];

    /// <summary>The scope of the caller of the request; minimal APIs bind parameters by it.</summary>
    public static ValueTask<Scope?> BindAsync(HttpContext context) => ValueTask.FromResult<Scope?>(Caller.Of(context).Scope);

    public bool Equals(Scope? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Scope);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Equal for equal scopes only: a cluster's name holds no slash.</summary>
    public override string ToString() => Only is { } only ? string.Join('/', only) : "*/";
}
