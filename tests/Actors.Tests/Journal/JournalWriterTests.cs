using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Actors.Tests.Feed;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Actors.Tests.Journal;

public sealed class JournalWriterOnSqlite() : JournalWriterTests(new SqlitePlace());

[NeedsPostgreSql]
public sealed class JournalWriterOnPostgreSql() : JournalWriterTests(new PostgreSqlPlace());

public abstract class JournalWriterTests : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly IStorePlace _place;
    private readonly JournalWriter _writer;

    private protected JournalWriterTests(IStorePlace place)
    {
        _place = place;
        var open = JournalDatabase.Of(place.Config.GetConfig("akka.persistence.journal.sql"));
        _writer = new JournalWriter(() =>
        {
            _gate.Wait();
            return open();
        });
    }

    public void Dispose()
    {
        _gate.Set();
        _writer.Dispose();
        _place.Dispose();
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public async Task Of_writes_that_wait_together_only_the_one_whose_number_is_taken_fails()
    {
        var first = Write(1);
        var second = Write(2);
        var taken = Write(1);
        var third = Write(3);
        _gate.Set();
        await Task.WhenAll(first, second, third);
        await Assert.ThrowsAsync<StorageException>(() => taken);

        Assert.Equal(["1", "2", "3"], Numbers());
    }

    [StorageFact]
    public async Task All_writes_fail_while_the_storage_takes_none_and_the_next_one_after_that_does_not()
    {
        _gate.Set();
        _place.Refuse(Tables.Journal, "journal", "INSERT", "no writes today");
        await Assert.ThrowsAsync<StorageException>(() => Write(1));
        _place.Allow(Tables.Journal, "journal");
        await Write(1);

        Assert.Equal(["1"], Numbers());
    }

    [StorageFact]
    public async Task What_was_asked_for_before_has_ended_when_it_is_done()
    {
        var (write, delete) = (Write(1), _writer.DeleteAsync("call-1", 9));
        var done = _writer.DoneAsync();
        Assert.False(done.IsCompleted);
        _gate.Set();
        await done;

        Assert.True(write.IsCompleted && delete.IsCompleted);
        Assert.Equal(["1"], Numbers());
        Assert.Equal(["1"], _place.Texts(Tables.Journal, "SELECT count(*) FROM journal WHERE deleted"));
    }

    private Task Write(long number) => _writer.WriteAsync([new JournalRow("call-1", number, 0, [1, 2, 3], "call.changed.v1", 7201, "writer")]);

    private List<string> Numbers() => _place.Texts(Tables.Journal, "SELECT sequence_number FROM journal ORDER BY sequence_number");
}
