using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Model;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class UpgradeOnSqlite() : UpgradeTests(() => new SqlitePlace());

[NeedsPostgreSql]
public sealed class UpgradeOnPostgreSql() : UpgradeTests(() => new PostgreSqlPlace());

public abstract class UpgradeTests : IDisposable
{
    private static readonly string[] Indexes =
        ["history_calls_span", "history_calls_started", "history_calls_name", "history_participants_span", "history_participants_correlator"];

    private static readonly string[] Columns = ["span", "call_type", "recording", "streaming", "lock_state", "freshness", "degraded"];

    private readonly StoreFixture _fixture;

    private protected UpgradeTests(Func<IStorePlace> place) => _fixture = new StoreFixture(place());

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public async Task Tables_of_the_first_version_get_what_they_lack_and_what_is_in_them_is_still_found()
    {
        _fixture.Append(Entry(1, 1, Started(1), Joined(1, 1), Left(1, 1), Ended(1)));
        BackToTheFirst();

        Assert.Equal(4, _fixture.Restart().Revision);

        _fixture.Append(Entry(2, 1, Started(2), Ended(2)));
        using var reader = _fixture.Place.OpenReader();
        var query = new HistoryQuery { Of = HistoryOf.Calls, From = Now, To = Now };
        Assert.Equal([6L, 4], (await ReadAsync(query)).Select(r => r.Revision));
        Assert.Equal([3L], (await ReadAsync(query with { Of = HistoryOf.Participants, Correlator = Call(1).CallCorrelator })).Select(r => r.Revision));
        Assert.Equal([6L, 5], (await reader.ReadAsync(4, 10, CancellationToken.None)).Select(c => c.Revision).Reverse());

        async Task<IReadOnlyList<HistoryRow>> ReadAsync(HistoryQuery asked) =>
            (await reader.History.ReadAsync(asked, new HistoryMoment(long.MaxValue, new Instant(0)), 0, 10, CancellationToken.None))!;
    }

    private void BackToTheFirst()
    {
        Run(Indexes.Select(index => "DROP INDEX " + index));
        Run(Columns.Select(column => "ALTER TABLE history_calls DROP COLUMN " + column));
        Run(new[] { "span", "correlator" }.Select(column => "ALTER TABLE history_participants DROP COLUMN " + column));
        Run(["DROP TABLE owner", "DROP TABLE timeline", "ALTER TABLE feed DROP COLUMN bridges"]);
        _fixture.Place.SetVersion(1);
    }

    private void Run(IEnumerable<string> statements) => _fixture.Place.Run(Tables.Feed, string.Join("; ", statements));
}
