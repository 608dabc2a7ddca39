using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Actors.Tests.Feed;
using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>A test of actors over a data directory of its own, with the real journal and snapshots in it.</summary>
public abstract class SqliteTest : ActorTest
{
    private readonly Place _place;

    protected SqliteTest()
        : this(new Place())
    {
    }

    private SqliteTest(Place place)
        : base(StorageConfig.Sqlite(place.Data.Files)) => _place = place;

    private protected StorageFiles Files => _place.Data.Files;

    /// <summary>From now on every write to the journal fails.</summary>
    protected void FailJournal() =>
        Sqlite.Run(Files.Journal, "CREATE TRIGGER no_writes BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no writes today'); END");

    protected void HealJournal() => Sqlite.Run(Files.Journal, "DROP TRIGGER no_writes");

    protected override void AfterAll()
    {
        base.AfterAll();
        _place.Dispose();
    }

    private sealed class Place : IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        public Place() => Data = DataDirectory.Open(_directory.Path);

        public DataDirectory Data { get; }

        public void Dispose()
        {
            Data.Dispose();
            SqliteConnection.ClearAllPools();
            _directory.Dispose();
        }
    }
}
