using CmsOrchestrator.Api.Paging;

namespace CmsOrchestrator.Api.Tests.Lists;

public sealed class GenerationsTests
{
    private readonly List<string> _gone = [];

    [Fact]
    public void What_is_asked_for_stays_and_what_is_not_goes_once_there_is_no_room()
    {
        var store = new Generations<int, string>(4, long.MaxValue, _ => 1, _gone.Add);
        for (var key = 1; key <= 20; key++)
        {
            store.Set(key, $"{key}");
            Assert.Equal("1", store.Find(1));
        }

        Assert.Null(store.Find(2));
        Assert.Equal("20", store.Find(20));
        Assert.InRange(20 - _gone.Count, 2, 4);
        Assert.Equal(_gone.Distinct(), _gone);
    }

    [Fact]
    public void All_together_weigh_no_more_than_they_may_and_what_weighs_too_much_is_not_stored()
    {
        var store = new Generations<int, string>(1000, 100, text => text.Length, _gone.Add);
        for (var key = 0; key < 50; key++)
        {
            store.Set(key, new string('x', 10));
        }

        Assert.InRange(Enumerable.Range(0, 50).Count(key => store.Find(key) is not null), 5, 10);
        store.Set(99, new string('x', 51));
        Assert.Null(store.Find(99));
        Assert.Contains(_gone, text => text.Length == 51);
    }

    [Fact]
    public void What_is_replaced_is_gone_and_counts_no_more()
    {
        var store = new Generations<int, string>(1000, 100, text => text.Length, _gone.Add);
        store.Set(0, "other");
        for (var i = 0; i < 50; i++)
        {
            store.Set(1, new string('x', 10));
        }

        Assert.Equal(49, _gone.Count);
        Assert.Equal("other", store.Find(0));
    }
}
