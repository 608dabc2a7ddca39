using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class LiveOnSqlite() : LiveTests(() => new SqlitePlace());

[NeedsPostgreSql]
public sealed class LiveOnPostgreSql() : LiveTests(() => new PostgreSqlPlace());

public abstract class LiveTests
{
    private readonly Func<IStorePlace> _place;

    private protected LiveTests(Func<IStorePlace> place) => _place = place;

    [StorageFact]
    public void What_a_start_restores_is_what_the_read_model_was()
    {
        foreach (var seed in new[] { 1, 20, 300 })
        {
            Restored(seed);
        }
    }

    private void Restored(int seed)
    {
        var random = new Random(seed);
        using var fixture = new StoreFixture(_place());
        var model = ReadModel.Empty;
        for (var batch = 1; batch <= 60; batch++)
        {
            var publications = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Any(random)).ToArray();
            model = model.Apply([.. fixture.Store.Append([OfBridges(publications)]).Changes]);
            if (batch % 20 == 0)
            {
                var start = fixture.Restart();
                Same(model, ReadModel.Restore(start.Revision, start.Live), $"seed {seed}, batch {batch}");
            }
        }
    }

    // Also what an aggregate never says: participants of calls that are not there, ends of what never began.
    private static Publication Any(Random random)
    {
        var call = random.Next(6);
        var participant = random.Next(8);
        return random.Next(9) switch
        {
            0 or 1 => Started(call, "Name " + random.Next(100)),
            2 => Updated(call, "Name " + random.Next(100)),
            3 => Ended(call),
            4 or 5 => Joined(call, participant),
            6 => Publication.Of(PublicationType.ParticipantUpdated, Now, Participant(call, participant, "Name " + random.Next(100))),
            7 => Left(call, participant),
            _ => Publication.Of(Now, Bridge("bridge" + random.Next(4), (CallBridgeStatus)random.Next(6))),
        };
    }

    private static void Same(ReadModel expected, ReadModel actual, string when)
    {
        Assert.True(expected.Revision == actual.Revision, when);
        Assert.True(expected.ParticipantCount == actual.ParticipantCount, when);
        Assert.Equal(expected.Calls.Keys, actual.Calls.Keys);
        foreach (var (id, call) in expected.Calls)
        {
            Assert.Equal(call.View, actual.Calls[id].View);
            Assert.Equal(call.Participants, actual.Calls[id].Participants);
        }

        Assert.Equal(expected.CallBridges.OrderBy(b => b.Key.Bridge), actual.CallBridges.OrderBy(b => b.Key.Bridge));
    }
}
