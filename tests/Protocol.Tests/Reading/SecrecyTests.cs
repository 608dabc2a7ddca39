using System.Text;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.Protocol.Tests;

/// <summary>An error goes to the log; names, numbers and tokens that a message holds do not.</summary>
public sealed class SecrecyTests
{
    private const string Secret = "Zq7Secret";

    private static readonly string[] Faults =
    [
        $"\"{Secret}\"", $"{{\"{Secret}\":\"{Secret}\"}}", $"[\"{Secret}\"]", "4711047110471104711", "1e4711", $"\"{Secret}\\ud800\"", Secret, $"\"{Secret}",
    ];

    [Fact]
    public void No_error_repeats_what_the_message_says()
    {
        var errors = 0;
        foreach (var json in Samples.OfServer.Append(Samples.SubscribeRequest))
        {
            foreach (var place in Places(JsonNode.Parse(json)!, "$"))
            {
                foreach (var fault in Faults)
                {
                    var bytes = Encoding.UTF8.GetBytes(With(json, place, fault));
                    foreach (var error in new[] { Read.Server(bytes).Malformed, Read.Client(bytes).Malformed }.OfType<MalformedMessage>())
                    {
                        errors++;
                        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.OrdinalIgnoreCase);
                        Assert.DoesNotContain("4711", error.ToString(), StringComparison.Ordinal);
                    }
                }
            }
        }

        Assert.True(errors > 500, $"only {errors} errors");
    }

    /// <summary>The path of every value of the message, the inner ones too.</summary>
    private static IEnumerable<string> Places(JsonNode node, string path) => node switch
    {
        JsonObject o => o.SelectMany(p => Inner(p.Value, $"{path}.{p.Key}")),
        JsonArray a => a.SelectMany((item, i) => Inner(item, $"{path}[{i}]")),
        _ => [],
    };

    private static IEnumerable<string> Inner(JsonNode? node, string path) => node is null ? [path] : Places(node, path).Prepend(path);

    private static string With(string json, string place, string fault)
    {
        const string Mark = "\"@@here@@\"";
        return Put(JsonNode.Parse(json), "$")!.ToJsonString().Replace(Mark, fault, StringComparison.Ordinal);

        JsonNode? Put(JsonNode? node, string path) => path == place ? JsonNode.Parse(Mark) : node switch
        {
            JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Put(p.Value, $"{path}.{p.Key}")))),
            JsonArray a => new JsonArray([.. a.Select((item, i) => Put(item, $"{path}[{i}]"))]),
            _ => node?.DeepClone(),
        };
    }
}
