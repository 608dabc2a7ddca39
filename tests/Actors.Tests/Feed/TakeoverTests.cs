using System.Text;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class TakeoverOnSqlite() : TakeoverTests(() => new SqlitePlace());

[NeedsPostgreSql]
public sealed class TakeoverOnPostgreSql() : TakeoverTests(() => new PostgreSqlPlace());

/// <summary>What a node reads when it begins to run a cluster, and what it reads of the others.</summary>
public abstract class TakeoverTests : IDisposable
{
    private static readonly ClusterName Emea = new("emea");

    private readonly StoreFixture _fixture;

    private protected TakeoverTests(Func<IStorePlace> place) => _fixture = new StoreFixture(place());

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public void An_owner_is_told_what_its_own_cluster_has_and_no_other()
    {
        var (live, ahead, ended) = (Key(1), Key(2), Key(3));
        foreach (var cluster in new[] { "emea", "emea2", "eme", "emea/x", "EMEA", "em%" })
        {
            foreach (var (key, reached, last) in new[] { (live, 2, 2), (ahead, 1, 3), (ended, 2, 2) })
            {
                var id = CallPersistenceId.Of(new ClusterName(cluster), key);
                for (var sequence = 1; sequence <= last; sequence++)
                {
                    _fixture.Journal(id, sequence);
                }

                var publications = key == live ? new[] { Started(Math.Abs(cluster.GetHashCode(StringComparison.Ordinal) % 1000)) } : [];
                _fixture.Store.Append([new FeedEntry(id, reached, key == ended, publications)]);
            }
        }

        _fixture.Store.Append([OfBridges(Publication.Of(Now, Bridge("lon1")))]);
        _fixture.Store.Append([OfBridges(Publication.Of(Now, Bridge("lon1") with { Cluster = new("emea2") }))]);

        var takeover = _fixture.Store.TakeOver(Emea);

        Assert.Equal(1, takeover.Term);
        Assert.Equal([live, ahead], takeover.ToRecover.OrderBy(key => key.Name, StringComparer.Ordinal));
        Assert.Equal(
            [(live.Name, 2L), (ahead.Name, 1L), (ended.Name, 2L)],
            takeover.Reached.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key["call/emea/".Length..], r.Value)));
        Assert.Equal([Bridge("lon1")], takeover.CallBridges);
    }

    [StorageFact]
    public void Each_run_of_a_cluster_has_epochs_later_than_all_before_whichever_process_it_is_in()
    {
        var process = _fixture.Start.ProcessStart;
        var first = _fixture.Store.TakeOver(Emea).EpochStart;
        var other = _fixture.Store.TakeOver(new ClusterName("apac")).EpochStart;

        Assert.True(process < first && first < other, $"{process}, {first}, {other}");
        Assert.True(_fixture.Store.TakeOver(Emea).EpochStart > other);
    }

    [StorageFact]
    public void Each_owner_has_a_later_term_also_after_a_restart()
    {
        Assert.Equal(1, _fixture.Store.TakeOver(Emea).Term);
        Assert.Equal(2, _fixture.Store.TakeOver(Emea).Term);
        _fixture.Restart();
        Assert.Equal(3, _fixture.Store.TakeOver(Emea).Term);
        Assert.Equal(1, _fixture.Store.TakeOver(new ClusterName("apac")).Term);
    }

    [StorageFact]
    public void An_owner_of_an_older_term_appends_nothing_and_the_others_of_its_batch_do()
    {
        _fixture.Store.TakeOver(Emea);
        _fixture.Store.TakeOver(Emea);
        _fixture.Journal(1, 1);
        var bridge = Publication.Of(Now, Bridge("lon1"));
        var other = Publication.Of(Now, Bridge("syd1") with { Cluster = new("apac") });

        var append = _fixture.Store.Append(
            [OfBridges(bridge) with { Term = 1 }, Entry(1, 1, Started(1)) with { Term = 1 }, OfBridges(other) with { Term = 1 }]);

        Assert.Equal([other], append.Changes.Select(c => c.Publication));
        Assert.Equal([Emea], append.Lost);
        Assert.Equal(2, _fixture.Store.Append([Entry(1, 1, Started(1)) with { Term = 2 }]).Changes.Single().Revision);
    }

    [StorageFact]
    public void What_follows_a_revision_is_what_was_appended_in_bounded_pieces()
    {
        var appended = new List<Change>();
        var moved = Joined(1, 1) with { ParticipantBefore = Participant(1, 1) with { SeenBy = [new("fra1")] } };
        _fixture.Journal(1, 1, 2, 3);
        appended.AddRange(_fixture.Store.Append([Entry(1, 1, Started(1), moved), OfBridges(Publication.Of(Now, Bridge("lon1")))]).Changes);
        appended.AddRange(_fixture.Store.Append([Entry(1, 2, Updated(1, "two")), End(1, 3, Left(1, 1), Ended(1))]).Changes);

        Assert.Equal(Told(appended), Told(_fixture.Store.Read(0, 100)!));
        Assert.Equal(Told(appended.Take(4)), Told(_fixture.Store.Read(0, 4)!));
        Assert.Equal(Told(appended.Skip(4)), Told(_fixture.Store.Read(4, 4)!));
        Assert.Empty(_fixture.Store.Read(6, 4)!);
        Assert.Null(_fixture.Store.Read(7, 4));
    }

    [StorageFact]
    public void What_is_kept_no_longer_is_said_and_then_the_view_is_restored_at_one_revision()
    {
        _fixture.Append(Entry(1, 1, Started(1)));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        _fixture.Append(Entry(2, 1, Started(2)));
        _fixture.CleanAll();

        Assert.Null(_fixture.Store.Read(0, 100));
        Assert.Equal([2L], _fixture.Store.Read(1, 100)!.Select(c => c.Revision));
        var restored = _fixture.Store.Restore();
        Assert.Equal(2, restored.Revision);
        Assert.Equal(2, restored.Calls.Count);
    }

    [StorageFact]
    public void What_no_database_can_keep_is_replaced_and_nothing_stands_still()
    {
        var call = Call(1, "nul \0, half \ud83d of a pair") with { EndedAt = Now };
        _fixture.Journal(1, 1);

        _fixture.Store.Append([Entry(1, 1, Publication.Of(PublicationType.CallEnded, Now, call))]);

        Assert.Equal(["NUL \ufffd, HALF \ufffd OF A PAIR"], _fixture.Feed("SELECT name FROM history_calls"));
    }

    // As a watcher is told of it, and whom it concerns, which takes what was before it.
    private static IEnumerable<string> Told(IEnumerable<Change> changes) => changes.Select(PublishedChange.Of)
        .Select(c => $"{Encoding.UTF8.GetString(c.Data.Span)} {string.Join(',', c.CallBridges)}");

    private static CallKey Key(int number) => CallKey.StandIn(new(new Guid(number, 0, 0, new byte[8])));
}
