using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>Ended calls and participants that left.</summary>
internal sealed class HistoryTables(Database database)
{
    private readonly Statement _call = database.Prepare(
        """
        INSERT INTO history_calls (
            revision, call, cluster, correlator, name, started, ended, span, call_type, recording, streaming, lock_state, freshness, degraded, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """);

    private readonly Statement _participant = database.Prepare(
        """
        INSERT INTO history_participants (revision, call, participant, cluster, correlator, name, uri, joined, "left", span, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """);

    private readonly Statement _cleanCalls = database.Prepare(
        "DELETE FROM history_calls WHERE revision IN (SELECT revision FROM history_calls WHERE ended < $1 ORDER BY ended LIMIT $2)");

    private readonly Statement _cleanParticipants = database.Prepare(
        """
        DELETE FROM history_participants
        WHERE revision IN (SELECT revision FROM history_participants WHERE "left" < $1 ORDER BY "left" LIMIT $2)
        """);

    /// <summary>Keeps the publication if it is an end or a leave.</summary>
    public void Apply(long revision, Publication publication, string body)
    {
        switch (publication)
        {
            case { Type: PublicationType.CallEnded, Call: { } call }:
                Apply(revision, call, call.EndedAt ?? publication.Time, body);
                break;
            case { Type: PublicationType.ParticipantLeft, Participant: { } left }:
                Apply(revision, left, left.LeftAt ?? publication.Time, publication.Correlator, body);
                break;
        }
    }

    /// <summary>Deletes what ended before that time, at most so many of each kind. Whether there may be more.</summary>
    public bool Clean(Instant before, int most)
    {
        var calls = _cleanCalls.Run(before.Milliseconds, most);
        var participants = _cleanParticipants.Run(before.Milliseconds, most);
        return calls == most || participants == most;
    }

    private void Apply(long revision, CallView call, Instant ended, string body) => _call.Write(
        revision,
        call.Id.ToString(),
        call.Cluster.Value,
        call.CallCorrelator?.ToString(),
        call.Name.ToUpperInvariant(),
        call.StartedAt.Milliseconds,
        ended.Milliseconds,
        HistorySql.ClassOf(ended - call.StartedAt),
        call.CallType.ToString(),
        call.Recording.ToString(),
        call.Streaming.ToString(),
        call.LockState.ToString(),
        call.Freshness,
        call.Degraded ? "true" : "false",
        body);

    private void Apply(long revision, ParticipantView left, Instant at, CallCorrelator? correlator, string body) => _participant.Write(
        revision,
        left.Call.ToString(),
        left.Participant.ToString(),
        left.Cluster.Value,
        correlator?.ToString(),
        left.Name.ToUpperInvariant(),
        left.Uri.ToUpperInvariant(),
        left.JoinedAt.Milliseconds,
        at.Milliseconds,
        HistorySql.ClassOf(at - left.JoinedAt),
        body);
}
