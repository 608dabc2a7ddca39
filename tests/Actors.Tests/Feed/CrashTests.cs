using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Model.Views;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>What a killed process leaves behind: the files as they are, the WAL included, nothing closed.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly SqlitePlace _place = new();
    private readonly StoreFixture _fixture;
    private readonly TemporaryDirectory _copy = new();

    public CrashTests() => _fixture = new StoreFixture(_place);

    public void Dispose()
    {
        _fixture.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public void Whatever_an_append_returned_is_there_after_a_kill_at_any_moment()
    {
        var model = ReadModel.Empty;
        for (var sequence = 1; sequence <= 40; sequence++)
        {
            model = model.Apply([.. _fixture.Append(Entry(1, sequence, sequence == 1 ? Started(1) : Updated(1, $"name {sequence}"), Joined(1, sequence)))]);
            if (sequence % 10 == 0)
            {
                Killed(start =>
                {
                    Assert.Equal(model.Revision, start.Revision);
                    Assert.Equal(sequence, start.Reached[Pid(1)]);
                    Assert.Equal($"name {sequence}", start.Live[0].Call?.Name);
                    Assert.Equal(sequence + 1, start.Live.Count);
                });
            }
        }
    }

    [Fact]
    public void A_transaction_that_was_cut_off_in_the_WAL_never_happened()
    {
        _fixture.Append(Entry(1, 1, Started(1)));
        var whole = new FileInfo(_place.Files.Feed + "-wal").Length;
        _fixture.Append(Entry(1, 2, Updated(1, "two"), Joined(1, 1)));

        Killed(
            start =>
            {
                Assert.Equal(1, start.Revision);
                Assert.Equal([Pid(1)], start.ToRecover);
                Assert.Equal("Weekly", Assert.Single(start.Live).Call?.Name);
            },
            cut: whole + 100);
    }

    private void Killed(Action<FeedStart> check, long? cut = null)
    {
        foreach (var file in Directory.GetFiles(_place.Files.Directory))
        {
            // The index of the WAL is not needed: a start makes it anew.
            if (!file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith("lock", StringComparison.Ordinal))
            {
                File.Copy(file, Path.Combine(_copy.Path, Path.GetFileName(file)), overwrite: true);
            }
        }

        if (cut is { } length)
        {
            using var wal = File.OpenWrite(Path.Combine(_copy.Path, "feed.db-wal"));
            wal.SetLength(length);
        }

        using var data = DataDirectory.Open(_copy.Path);
        using var store = FeedStore.Open(data.Files, _fixture.Clock);
        check(store.Start(_fixture.Now));
    }
}
