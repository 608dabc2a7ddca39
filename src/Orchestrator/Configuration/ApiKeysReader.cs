using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Configuration;

/// <summary>Reads <c>Api:Keys</c>.</summary>
internal static class ApiKeysReader
{
    private static readonly KeyHash Nothing = KeyHash.Of("");

    public static ImmutableArray<ApiKey> Read(Section keys, ImmutableArray<CmsClusterSettings> clusters)
    {
        var read = ImmutableArray.CreateBuilder<ApiKey>();
        foreach (var section in keys.Children)
        {
            var key = Key(section, clusters);
            if (read.Any(other => other.Name.Equals(key.Name, StringComparison.OrdinalIgnoreCase)))
            {
                section.Problem("Name", "is another key's name, too");
            }

            if (key.Hash != Nothing && read.Any(other => other.Hash.Equals(key.Hash)))
            {
                section.Problem("Sha256", "is another key's, too: which one it is could not be told");
            }

            read.Add(key);
        }

        return read.ToImmutable();
    }

    private static ApiKey Key(Section section, ImmutableArray<CmsClusterSettings> clusters)
    {
        section.KnowsOnly("Name", "Role", "Sha256", "Clusters");
        var name = section.RequiredText("Name");
        if (KeyName.Problem(name) is { } wrong && name.Length > 0)
        {
            section.Problem("Name", wrong);
        }

        if (section.RequiredText("Role") is { Length: > 0 } and not "read")
        {
            section.Problem("Role", "must be read");
        }

        return new ApiKey(name, Hash(section), ScopeOf(section, clusters));
    }

    private static KeyHash Hash(Section section)
    {
        var hex = section.RequiredText("Sha256");
        if (KeyHash.Parse(hex) is { } hash)
        {
            return hash;
        }

        if (hex.Length > 0)
        {
            section.Problem("Sha256", "must be 64 hexadecimal digits (SHA-256 of the key, never the key itself)");
        }

        return Nothing;
    }

    private static Scope ScopeOf(Section section, ImmutableArray<CmsClusterSettings> clusters)
    {
        var seen = section.Child("Clusters");
        if (seen.IsEmptyList)
        {
            seen.Problem("names no cluster: leave it out for all of them");
        }

        List<ClusterName> names = [];
        foreach (var cluster in seen.Children)
        {
            var name = new ClusterName(seen.Text(cluster.Name) ?? "");
            if (clusters.All(known => known.Name != name))
            {
                cluster.Problem("is not one of Orchestrator:Clusters");
            }

            names.Add(name);
        }

        return names.Count == 0 ? Scope.All : Scope.Of(names);
    }
}
