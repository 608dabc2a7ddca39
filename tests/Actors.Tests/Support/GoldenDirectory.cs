using System.Text;
using System.Text.Json.Nodes;
using Akka.Serialization;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>Checked-in examples of all that was ever written, one or more for each form: <c>manifest[.variant].json</c>.</summary>
/// <param name="maps">Keys of objects whose own keys are data, so that a later version adds none to them.</param>
internal sealed class GoldenDirectory(string room, params string[] maps)
{
    private readonly string _directory = System.IO.Path.Combine(AppContext.BaseDirectory, room, "Golden");

    public IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(_directory, "*.json").Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public string Path(string file) => System.IO.Path.Combine(_directory, file);

    public string Text(string file) => File.ReadAllText(Path(file));

    /// <summary>"call.changed.v1.json" and "call.changed.v1.before-lobbies.json" are of call.changed.v1.</summary>
    public static string Manifest(string file) => string.Join('.', file.Split('.').Take(3));

    /// <summary>The file is what that is: JSON is compared as JSON.</summary>
    public void Is(string file, byte[] written) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(Text(file)), JsonNode.Parse(written)), $"{file} is written as {Encoding.UTF8.GetString(written)}");

    /// <summary>The file is read, and written again as it was.</summary>
    public void Survives(string file, SerializerWithStringManifest serializer) => Survives(file, Encoding.UTF8.GetBytes(Text(file)), serializer);

    /// <summary>The file is read as it is when a later version has added a key to each of its objects.</summary>
    public void SurvivesMore(string file, SerializerWithStringManifest serializer) => Survives(file, Encoding.UTF8.GetBytes(WithMore(file)), serializer);

    /// <summary>The file with a key more in each object.</summary>
    public string WithMore(string file)
    {
        var json = JsonNode.Parse(Text(file))!;
        Add(json);
        return json.ToJsonString();
    }

    private void Survives(string file, byte[] bytes, SerializerWithStringManifest serializer)
    {
        var read = serializer.FromBinary(bytes, Manifest(file));

        Assert.Equal(Manifest(file), serializer.Manifest(read));
        Is(file, serializer.ToBinary(read));
    }

    private void Add(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Add(item);
                }

                break;
            case JsonObject values:
                foreach (var (_, value) in values)
                {
                    Add(value);
                }

                if (!maps.Contains(values.Parent is JsonObject ? values.GetPropertyName() : ""))
                {
                    values["added"] = new JsonObject { ["by"] = new JsonArray("a later version", 1) };
                }

                break;
        }
    }
}
