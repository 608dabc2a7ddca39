using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Bridges;

public class ConnectionSpreadTests
{
    [Fact]
    public void Whatever_is_wanted_no_connection_has_too_many_the_first_has_the_list_and_who_has_one_keeps_it() => Seeds.Each(100, seed =>
    {
        var random = new Random(seed);
        var spread = new ConnectionSpread(3);
        for (var i = 0; i < 20; i++)
        {
            var wanted = Enumerable.Range(1, 400).Where(_ => random.Next(3) > 0).Take(random.Next(0, 300)).Select(n => Resource.Roster(Ids.Call(n))).ToList();
            var places = wanted.ToDictionary(r => r, spread.Find);
            spread.Want(wanted);

            Assert.InRange(spread.Count, 1, 3);
            Assert.Contains(Resource.Calls, spread.Of(0));
            Assert.All(Enumerable.Range(0, 3), c => Assert.True(spread.Of(c).Count <= ProtocolLimits.SubscriptionsPerConnection));
            Assert.All(wanted, r => Assert.True(places[r] is not { } before || spread.Find(r) == before));
            Assert.Equal(Math.Min(wanted.Count, 299), wanted.Count(r => spread.Find(r) is not null));
        }
    });

    [Fact]
    public void What_a_connection_carried_that_is_not_usable_any_more_goes_where_there_is_room()
    {
        var spread = new ConnectionSpread(3);
        Resource[] wanted = [.. Enumerable.Range(1, 150).Select(n => Resource.Roster(Ids.Call(n)))];
        spread.Want(wanted);
        Assert.Contains(1, spread.Want(wanted, usable: [0]));
        Assert.Equal(1, spread.Count);
        Assert.Equal(99, wanted.Count(r => spread.Find(r) is not null));

        Assert.Equal([0], spread.Want([.. wanted.Skip(10)], usable: [0]));
        Assert.Equal(99, wanted.Count(r => spread.Find(r) == 0));
    }

    [Fact]
    public void A_connection_that_nothing_is_left_for_is_no_longer_needed()
    {
        var spread = new ConnectionSpread(3);
        spread.Want([.. Enumerable.Range(1, 150).Select(n => Resource.Roster(Ids.Call(n)))]);
        Assert.Equal(2, spread.Count);
        Assert.Contains(1, spread.Want([Resource.Roster(Ids.Call(1))]));
        Assert.Equal(1, spread.Count);
    }
}
