using CmsOrchestrator.Api.Keys;

namespace CmsOrchestrator.Api.Tests.Support;

/// <summary>Keys made by hand: the name makes the text.</summary>
internal static class SampleKeys
{
    public static string TextOf(string name) => "cmso_key-of-" + name;

    /// <summary>For these clusters; without any, for all.</summary>
    public static ApiKey Key(string name, params string[] clusters) => new(
        name, KeyHash.Of(TextOf(name)), clusters.Length == 0 ? Scope.All : Scope.Of(clusters.Select(cluster => new Model.ClusterName(cluster))));
}
