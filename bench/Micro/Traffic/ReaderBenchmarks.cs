using BenchmarkDotNet.Attributes;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Micro.Traffic;

/// <summary>One message each, from its bytes.</summary>
public class ReaderBenchmarks
{
    [Benchmark(Description = "rosterUpdate, one update")]
    public ServerMessage? RosterUpdate() => Read(Messages.RosterUpdate);

    [Benchmark(Description = "rosterUpdate, ten adds")]
    public ServerMessage? RosterAdds() => Read(Messages.RosterAdds);

    [Benchmark(Description = "callListUpdate, one update")]
    public ServerMessage? CallListUpdate() => Read(Messages.CallListUpdate);

    [Benchmark(Description = "callInfoUpdate")]
    public ServerMessage? CallInfoUpdate() => Read(Messages.CallInfoUpdate);

    private static ServerMessage? Read(byte[] text) => ServerMessageReader.TryRead(text, out var message, out _) ? message : null;
}
