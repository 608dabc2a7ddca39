using System.Collections.Immutable;
using System.Text.Json;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Api.History;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Calls;

/// <summary>Finds one call, active or ended.</summary>
internal sealed class CallFinder(HistoryMoments moments, IHistoryReader reader)
{
    private const int Part = 1000;

    /// <summary>The call as of that revision, or what to answer where there is none that the caller sees.</summary>
    public async Task<FoundCall> FindAsync(string text, Scope scope, Revision revision, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(text, "D", out var value))
        {
            return FoundCall.None;
        }

        var id = new CallId(value);
        var live = revision.Model.Calls.GetValueOrDefault(id);
        var ended = live is null ? await reader.FindCallAsync(id, moments.Now(revision), cancellation) : null;
        return (live?.View.Cluster ?? ended?.Cluster) is not { } cluster ? FoundCall.None
            : scope.Sees(cluster) ? new FoundCall(id, live, ended, null)
            : FoundCall.Hidden;
    }

    /// <summary>The ended call with those who were in it, each as it was when it left last.</summary>
    public async Task<LiveCall> WhoWasInAsync(EndedCall ended, Revision revision, CancellationToken cancellation)
    {
        var call = JsonSerializer.Deserialize(ended.Body, ViewJson.Default.CallView)!;
        var query = new HistoryQuery { Of = HistoryOf.Participants, Call = call.Id };
        var people = ImmutableSortedDictionary.CreateBuilder<Protocol.ParticipantId, ParticipantView>();
        var after = 0L;
        while (await reader.ReadAsync(query, moments.Now(revision), after, Part, cancellation) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                var left = JsonSerializer.Deserialize(row.Body, ViewJson.Default.ParticipantView)!;
                people.TryAdd(left.Participant, left);
            }

            after = rows[^1].Revision;
        }

        return new LiveCall(call, people.ToImmutable());
    }
}

/// <summary>A call that was found, active or ended; else what to answer.</summary>
internal sealed record FoundCall(CallId Id, LiveCall? Live, EndedCall? Ended, Problem? Problem)
{
    private static readonly Problem NotFound = ApiProblems.NotFound("There is no call of this id, and none that ended is kept.");

    public static FoundCall None { get; } = new(default, null, null, NotFound);

    /// <summary>It is there, but not for this caller.</summary>
    public static FoundCall Hidden { get; } = new(default, null, null, NotFound with { IsHidden = true });
}
