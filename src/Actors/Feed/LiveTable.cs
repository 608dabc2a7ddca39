using System.Text.Json;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// What is live: the same fold as <see cref="ReadModel"/>, kept on disk, so that a start needs no old feed rows. An ended call goes
/// with its participants, a stopped Call Bridge goes, and a participant of a call that is not live is not kept.
/// </summary>
internal sealed class LiveTable(Database database)
{
    private readonly Statement _set = database.Prepare(
        """
        INSERT INTO live (kind, scope, item, time, persistence_id, body) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (kind, scope, item) DO UPDATE SET time = excluded.time, persistence_id = excluded.persistence_id, body = excluded.body
        """);

    private readonly Statement _setInCall = database.Prepare(
        """
        INSERT INTO live (kind, scope, item, time, persistence_id, body)
        SELECT $1, $2, $3, $4, $5, $6 WHERE EXISTS (SELECT 1 FROM live WHERE kind = 0 AND scope = $2 AND item = '')
        ON CONFLICT (kind, scope, item) DO UPDATE SET time = excluded.time, persistence_id = excluded.persistence_id, body = excluded.body
        """);

    private readonly Statement _remove = database.Prepare("DELETE FROM live WHERE kind = $1 AND scope = $2 AND item = $3");
    private readonly Statement _removeCall = database.Prepare("DELETE FROM live WHERE kind IN (0, 1) AND scope = $1");
    private readonly Statement _all = database.Prepare("SELECT kind, time, body FROM live ORDER BY kind, scope, item");
    private readonly Statement _owners = database.Prepare("SELECT DISTINCT persistence_id FROM live WHERE kind = 0 AND persistence_id IS NOT NULL");

    private readonly Statement _ownersWithin = database.Prepare(
        "SELECT DISTINCT persistence_id FROM live WHERE kind = 0 AND persistence_id >= $1 AND persistence_id < $2");

    private readonly Statement _bridges = database.Prepare("SELECT kind, time, body FROM live WHERE kind = 2 AND scope = $1 ORDER BY item");

    public void Apply(string? persistenceId, Publication publication, string body)
    {
        var time = publication.Time.Milliseconds;
        switch (publication)
        {
            case { Type: PublicationType.CallEnded, Call: { } call }:
                _removeCall.Write(call.Id.ToString());
                break;
            case { Call: { } call }:
                _set.Write((int)LiveKind.Call, call.Id.ToString(), "", time, persistenceId, body);
                break;
            case { Type: PublicationType.ParticipantLeft, Participant: { } left }:
                _remove.Write((int)LiveKind.Participant, left.Call.ToString(), left.Participant.ToString());
                break;
            case { Participant: { } participant }:
                _setInCall.Write(
                    (int)LiveKind.Participant, participant.Call.ToString(), participant.Participant.ToString(), time, persistenceId, body);
                break;
            case { CallBridge: { State: CallBridgeStatus.Stopped } stopped }:
                _remove.Write((int)LiveKind.CallBridge, stopped.Cluster.Value, stopped.Name.Value);
                break;
            case { CallBridge: { } bridge }:
                _set.Write((int)LiveKind.CallBridge, bridge.Cluster.Value, bridge.Name.Value, time, persistenceId, body);
                break;
        }
    }

    /// <summary>Everything, calls before their participants.</summary>
    public List<Publication> All() => Publications(_all);

    /// <summary>A cluster's Call Bridges.</summary>
    public List<CallBridgeView> Bridges(ClusterName cluster) => Publications(_bridges, cluster.Value).ConvertAll(p => p.CallBridge!);

    /// <summary>The persistence ids of live calls.</summary>
    public List<string> Owners() => _owners.Rows(row => row.GetString(0));

    /// <summary>Those of a range.</summary>
    public List<string> Owners((string From, string To) range) => _ownersWithin.Rows(row => row.GetString(0), range.From, range.To);

    private List<Publication> Publications(Statement statement, params ReadOnlySpan<object?> values)
    {
        try
        {
            return statement.Rows(row => Body.ReadLive((LiveKind)row.GetInt32(0), new Instant(row.GetInt64(1)), row.GetString(2)), values);
        }
        catch (JsonException e)
        {
            throw new StorageException($"{database.Name} is corrupt: a row of live cannot be read: {e.Message}", e);
        }
    }
}
