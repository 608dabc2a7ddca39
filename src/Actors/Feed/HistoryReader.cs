using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>Reads the history tables.</summary>
internal sealed class HistoryReader(ReaderPool pool) : IHistoryReader
{
    private const string Lines = "FROM timeline WHERE call = $1 AND revision <= $2 AND time >= $3";

    public Task<long> CountAsync(HistoryQuery query, HistoryMoment moment, CancellationToken cancellation) =>
        pool.ReadAsync(statements => new HistorySql(statements.Database.Engine, query, moment).Count(statements), cancellation);

    public Task<IReadOnlyList<HistoryRow>?> ReadAsync(
        HistoryQuery query, HistoryMoment moment, long after, int most, CancellationToken cancellation) => pool.ReadAsync(
        statements =>
        {
            var sql = new HistorySql(statements.Database.Engine, query, moment);
            if (after == 0)
            {
                return sql.Rows(statements, null, most);
            }

            return PlaceOf(statements, sql, after) is { } place ? (IReadOnlyList<HistoryRow>?)sql.Rows(statements, place, most) : null;
        },
        cancellation);

    public Task<EndedCall?> FindCallAsync(CallId call, HistoryMoment moment, CancellationToken cancellation) => pool.ReadAsync(
        statements => statements
            .Of("SELECT cluster, body FROM history_calls WHERE call = $1 AND revision <= $2 AND ended >= $3 ORDER BY revision DESC LIMIT 1")
            .Rows(row => new EndedCall(new ClusterName(row.GetString(0)), row.GetString(1)), call.ToString(), moment.Revision, moment.Oldest.Milliseconds)
            .FirstOrDefault(),
        cancellation);

    public Task<long> CountLinesAsync(CallId call, HistoryMoment moment, CancellationToken cancellation) => pool.ReadAsync(
        statements => statements.Of("SELECT count(*) " + Lines).Number(call.ToString(), moment.Revision, moment.Oldest.Milliseconds) ?? 0, cancellation);

    public async Task<IReadOnlyList<HistoryRow>> ReadLinesAsync(
        CallId call, HistoryMoment moment, long after, int most, CancellationToken cancellation) => await pool.ReadAsync(
        statements => statements
            .Of($"SELECT revision, body {Lines} AND revision > $4 ORDER BY revision LIMIT $5")
            .Rows(
                row => new HistoryRow(row.GetInt64(0), row.GetString(1)),
                call.ToString(), moment.Revision, moment.Oldest.Milliseconds, after, most),
        cancellation);

    private static HistoryPlace? PlaceOf(Statements statements, HistorySql sql, long revision)
    {
        var found = statements.Of($"SELECT {sql.Key}, call FROM {sql.Table} WHERE revision = $1")
            .Rows(row => new HistoryPlace(revision, row.GetValue(0), row.GetString(1)), revision);
        return found is [var place] ? place : null;
    }
}
