using System.Text.Json;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class TimelineOnSqlite() : TimelineTests(() => new SqlitePlace());

[NeedsPostgreSql]
public sealed class TimelineOnPostgreSql() : TimelineTests(() => new PostgreSqlPlace());

public abstract class TimelineTests : IDisposable
{
    private readonly StoreFixture _fixture;

    private protected TimelineTests(Func<IStorePlace> place) => _fixture = new StoreFixture(place());

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public void Every_change_of_a_call_and_in_it_is_a_line_and_that_of_a_Call_Bridge_is_none()
    {
        _fixture.Append(Entry(1, 1, Started(1), Joined(1, 1), Left(1, 1), Ended(1)));
        _fixture.Store.Append([OfBridges(Model.Views.Publication.Of(Now, Bridge("lon1")))]);
        Assert.Equal(
            ["call.started", "participant.joined", "participant.left", "call.ended"],
            _fixture.Feed("SELECT body FROM timeline WHERE call = '00000001-0000-7000-8000-000000000001' ORDER BY revision")
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()));
        Assert.Equal(["1", "2", "3", "4"], _fixture.Feed("SELECT revision FROM timeline ORDER BY revision"));
    }

    [StorageFact]
    public void Lines_beyond_the_history_time_go_in_bounded_steps()
    {
        _fixture.Append(Entry(1, 1, [Started(1), .. Enumerable.Range(1, 1200).Select(n => Joined(1, n))]));
        _fixture.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMilliseconds(1));
        Assert.True(_fixture.Store.Clean(_fixture.Now, TimeSpan.FromDays(1)));
        Assert.Equal(["201"], _fixture.Feed("SELECT count(*) FROM timeline"));
        _fixture.CleanAll(TimeSpan.FromDays(1));
        Assert.Equal(["0"], _fixture.Feed("SELECT count(*) FROM timeline"));
    }
}
