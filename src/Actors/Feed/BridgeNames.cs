using System.Collections.Immutable;
using System.Text.Json;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>Names of Call Bridges in one column.</summary>
internal static class BridgeNames
{
    public static string Write(ImmutableArray<CallBridgeName> bridges)
    {
        // Nearly always nothing in a name needs an escape, nor a serializer.
        return bridges is [var one] && one.Value.All(char.IsAsciiLetterOrDigit)
            ? $"[\"{one.Value}\"]"
            : JsonSerializer.Serialize(bridges.Select(b => b.Value), NamesJson.Default.IEnumerableString);
    }

    public static ImmutableArray<CallBridgeName> Read(string text) =>
        [.. (JsonSerializer.Deserialize(text, NamesJson.Default.StringArray) ?? []).Select(name => new CallBridgeName(name))];
}
