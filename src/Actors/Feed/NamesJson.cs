using System.Text.Json.Serialization;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The JSON of a list of names.</summary>
[JsonSerializable(typeof(IEnumerable<string>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class NamesJson : JsonSerializerContext;
