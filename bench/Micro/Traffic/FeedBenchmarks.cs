using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Micro.Traffic;

/// <summary>One published change of one participant: the texts of its rows, the read model after it, and its one form for all watchers.</summary>
public class FeedBenchmarks
{
    private ReadModel _model = null!;
    private Change _change = null!;

    [Params(10, 1000)]
    public int Participants { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var call = new BusyCall(Participants);
        _model = ReadModel.Restore(7, call.Published);
        var publication = call.Publish(call.Decider.Decide(call.State, [call.Next])!)[0];
        _change = new Change(8, publication) { Body = JsonSerializer.Serialize(publication.Participant!, PlainJson.Views.ParticipantView) };
    }

    [Benchmark(Description = "the object as JSON")]
    public string Body() => JsonSerializer.Serialize(_change.Publication.Participant!, PlainJson.Views.ParticipantView);

    [Benchmark(Description = "a line of the call's history")]
    public string Line() => CallHistoryLine.Write(8, _change.Publication);

    [Benchmark(Description = "swap of the read model")]
    public ReadModel Swap() => _model.Apply([_change]);

    [Benchmark(Description = "one form for all watchers")]
    public PublishedChange Encode() => PublishedChange.Of(_change);
}
