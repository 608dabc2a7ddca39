using CmsOrchestrator.Actors.Tests.Feed;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>A test of actors over a storage of its own, with the real journal and snapshots in it.</summary>
public abstract class StorageTest : ActorTest
{
    private protected StorageTest(IStorePlace place)
        : base(place.Config) => Place = place;

    private protected IStorePlace Place { get; }

    /// <summary>From now on every write to the journal fails.</summary>
    protected void FailJournal() => Place.Refuse(Tables.Journal, "journal", "INSERT", "no writes today");

    protected void HealJournal() => Place.Allow(Tables.Journal, "journal");

    protected override void AfterAll()
    {
        base.AfterAll();
        Place.Dispose();
    }
}
