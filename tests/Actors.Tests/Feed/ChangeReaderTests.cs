using System.Text;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class ChangeReaderOnSqlite() : ChangeReaderTests(() => new SqlitePlace())
{
    [Fact]
    public async Task Reading_waits_for_no_writer()
    {
        Fixture.Append(Entry(1, 1, Started(1)));
        using var writer = Sqlite.Locked(Fixture.Place.Name);
        Assert.Single(await Reader.ReadAsync(0, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_one_line()
    {
        using var reader = FeedReader.Of(new StorageFiles("/nowhere"));
        var error = await Assert.ThrowsAsync<StorageException>(() => reader.ReadAsync(0, 1, CancellationToken.None));
        Assert.Contains("feed.db cannot be opened", error.Message, StringComparison.Ordinal);
    }
}

[NeedsPostgreSql]
public sealed class ChangeReaderOnPostgreSql() : ChangeReaderTests(() => new PostgreSqlPlace());

public abstract class ChangeReaderTests : IDisposable
{
    private protected ChangeReaderTests(Func<IStorePlace> place)
    {
        Fixture = new StoreFixture(place());
        Reader = Fixture.Place.OpenReader();
    }

    private protected StoreFixture Fixture { get; }

    protected FeedReader Reader { get; }

    public void Dispose()
    {
        Reader.Dispose();
        Fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public async Task A_change_reads_from_the_table_as_it_did_when_it_was_new()
    {
        var moved = Publication.Of(PublicationType.ParticipantUpdated, Now, Participant(1, 1) with { SeenBy = [new("a,b \"c\"")] })
            with { ParticipantBefore = Participant(1, 1) };
        var told = Fixture.Append(Entry(1, 1, Started(1, "Zürich"), Joined(1, 1), moved, Updated(1, "b"), Left(1, 1), Ended(1))).ToList();
        told.AddRange(Fixture.Store.Append([OfBridges(Publication.Of(Now, Bridge("lon1")))]).Changes);

        var read = await Reader.ReadAsync(0, 100, CancellationToken.None);

        Assert.Equal(told.Select(PublishedChange.Of).Select(Text), read.Select(Text));
        Assert.Equal([new("a,b \"c\""), new CallBridgeName("lon1")], read[2].CallBridges.AsEnumerable());
    }

    [StorageFact]
    public async Task They_come_in_bounded_parts_and_none_where_the_first_is_no_longer_kept()
    {
        Fixture.Append(Entry(1, 1, [Started(1), .. Enumerable.Range(1, 9).Select(n => Joined(1, n))]));
        Assert.Equal([3L, 4, 5], (await Reader.ReadAsync(2, 3, CancellationToken.None)).Select(c => c.Revision));
        Fixture.Place.Run(Tables.Feed, "DELETE FROM feed WHERE revision <= 4");
        Assert.Empty(await Reader.ReadAsync(3, 3, CancellationToken.None));
        Assert.Equal([5L, 6, 7], (await Reader.ReadAsync(4, 3, CancellationToken.None)).Select(c => c.Revision));
    }

    [StorageFact]
    public async Task A_row_of_an_older_version_does_not_say_which_Call_Bridges_it_concerns()
    {
        Fixture.Append(Entry(1, 1, Started(1)));
        Fixture.Place.Run(Tables.Feed, "UPDATE feed SET bridges = NULL");
        Assert.True(Assert.Single(await Reader.ReadAsync(0, 10, CancellationToken.None)).CallBridges.IsDefault);
    }

    private static string Text(PublishedChange change) =>
        $"{change.Revision} {change.Type} {change.Cluster} {change.Call} {string.Join('|', change.CallBridges)} {Encoding.UTF8.GetString(change.Data.Span)}";
}
