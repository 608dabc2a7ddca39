using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Micro.Traffic;

/// <summary>One change of one participant, from the fact to what is published. It must not cost more where more people are in the call.</summary>
public class CallBenchmarks
{
    private BusyCall _call = null!;
    private CallFact[] _facts = null!;
    private CallChanged _changed = null!;

    [Params(10, 1000)]
    public int Participants { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _call = new BusyCall(Participants);
        _facts = [_call.Next];
        _changed = Decide()!;
    }

    [Benchmark(Description = "decide")]
    public CallChanged? Decide() => _call.Decider.Decide(_call.State, _facts);

    [Benchmark(Description = "merge into the slot")]
    public CallState Apply() => CallFold.Apply(_call.State, _changed);

    [Benchmark(Description = "merge and publish")]
    public IReadOnlyList<Publication> Publish() => _call.Publish(_changed);

    [Benchmark(Description = "serialise the event")]
    public byte[] Serialise() => JsonSerializer.SerializeToUtf8Bytes(_changed, JournalJson.Default.CallChanged);
}
