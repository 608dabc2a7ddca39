using BenchmarkDotNet.Attributes;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Micro.Traffic;

/// <summary>One message each, from its bytes.</summary>
public class ReaderBenchmarks
{
    private readonly byte[] _rosterUpdate = Messages.RosterUpdate;
    private readonly byte[] _rosterAdds = Messages.RosterAdds;
    private readonly byte[] _callListUpdate = Messages.CallListUpdate;
    private readonly byte[] _callInfoUpdate = Messages.CallInfoUpdate;

    [Benchmark(Description = "rosterUpdate, one update")]
    public ServerMessage? RosterUpdate() => Read(_rosterUpdate);

    [Benchmark(Description = "rosterUpdate, ten adds")]
    public ServerMessage? RosterAdds() => Read(_rosterAdds);

    [Benchmark(Description = "callListUpdate, one update")]
    public ServerMessage? CallListUpdate() => Read(_callListUpdate);

    [Benchmark(Description = "callInfoUpdate")]
    public ServerMessage? CallInfoUpdate() => Read(_callInfoUpdate);

    private static ServerMessage? Read(byte[] text) => ServerMessageReader.TryRead(text, out var message, out _) ? message : null;
}
