using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Micro.Traffic;

/// <summary>One message, from its bytes, beside a bare <see cref="Utf8JsonReader"/> that keeps nothing of it.</summary>
public class ReaderBenchmarks
{
    private static readonly Dictionary<string, byte[]> Texts = new()
    {
        ["rosterUpdate, one update"] = Messages.RosterUpdate,
        ["rosterUpdate, ten adds"] = Messages.RosterAdds,
        ["callListUpdate, one update"] = Messages.CallListUpdate,
        ["callInfoUpdate"] = Messages.CallInfoUpdate,
    };

    private byte[] _text = [];

    public static IEnumerable<string> Kinds => Texts.Keys;

    [ParamsSource(nameof(Kinds))]
    public string Message { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _text = Texts[Message];

    [Benchmark(Description = "Utf8JsonReader alone", Baseline = true)]
    public long Alone()
    {
        var reader = new Utf8JsonReader(_text);
        while (reader.Read())
        {
            // Every token, and nothing of it kept.
        }

        return reader.BytesConsumed;
    }

    [Benchmark(Description = "read as a message")]
    public ServerMessage? Read() => ServerMessageReader.TryRead(_text, out var message, out _) ? message : null;
}
