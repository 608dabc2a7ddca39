using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Configuration;

/// <summary>
/// Checks <c>Api:Keys</c>. This version does not ask anybody for a key, so it does not start where there are some: an API that
/// is thought to be locked and is not would be worse than none.
/// </summary>
internal static class ApiKeysReader
{
    private const int Sha256HexLength = 64;

    public static void Check(Section keys, ImmutableArray<CmsClusterSettings> clusters)
    {
        if (!keys.IsGiven)
        {
            return;
        }

        keys.Problem("keys are not available yet in this version: without them, the API is served on a loopback address only");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys.Children)
        {
            CheckKey(key, clusters, names);
        }
    }

    private static void CheckKey(Section key, ImmutableArray<CmsClusterSettings> clusters, HashSet<string> names)
    {
        key.KnowsOnly("Name", "Role", "Sha256", "Clusters");
        var name = key.RequiredText("Name");
        if (name.Length > 0 && !names.Add(name))
        {
            key.Problem("Name", "is another key's name, too");
        }

        if (key.RequiredText("Role") is { Length: > 0 } and not "read")
        {
            key.Problem("Role", "must be read");
        }

        if (key.RequiredText("Sha256") is { Length: > 0 } hex && (hex.Length != Sha256HexLength || !hex.All(char.IsAsciiHexDigit)))
        {
            key.Problem("Sha256", $"must be {Sha256HexLength} hexadecimal digits (SHA-256 of the key, never the key itself)");
        }

        foreach (var cluster in key.Child("Clusters").Children)
        {
            if (clusters.All(known => known.Name.Value != key.Child("Clusters").Text(cluster.Name)))
            {
                cluster.Problem("is not one of Orchestrator:Clusters");
            }
        }
    }
}
