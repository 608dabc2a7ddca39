using System.Collections.Immutable;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Subscriptions;

public class EntryLimitTests
{
    private const int Limit = 10;
    private readonly EntryLimit _limit = new("MaxEntries", Limit);
    private readonly RosterContent _roster = new();
    private readonly List<string> _notes = [];
    private int _elsewhere;

    [Fact]
    public void What_fits_passes_as_it_is_and_nothing_is_said()
    {
        var updates = Joins(1, 10);
        Assert.True(updates == Admit(updates));
        Assert.Empty(_notes);
    }

    [Fact]
    public void What_is_beyond_is_refused_and_said_once_a_message()
    {
        Admit(Joins(1, 8));
        Assert.Equal(Joins(9, 2), Admit(Joins(9, 5)).AsEnumerable());
        Assert.Equal("there is more than MaxEntries (10) allows: what is beyond is not shown", Assert.Single(_notes));
        Assert.Equal(10, _roster.Count);
    }

    [Fact]
    public void Those_who_are_there_are_followed_as_ever()
    {
        Admit(Joins(1, 12));
        var updates = List(Change(3, "Ann"), Leave(4), Join(5, "Eve"));
        Assert.Equal(updates, Admit(updates).AsEnumerable());
    }

    [Fact]
    public void Whoever_comes_and_changes_in_one_message_is_one()
    {
        var updates = List(Join(1), Change(1, "Ann"), Join(1, "Bob"), Join(2));
        _elsewhere = Limit - 2;
        Assert.Equal(updates, Admit(updates).AsEnumerable());
    }

    [Fact]
    public void The_others_who_share_the_limit_count()
    {
        _elsewhere = Limit - 1;
        Assert.Equal(Joins(1, 1), Admit(Joins(1, 3)).AsEnumerable());
    }

    [Fact]
    public void A_mistake_of_the_bridge_is_not_taken_for_something_beyond()
    {
        _elsewhere = Limit;
        var updates = List(Change(1, "Ann"), Leave(2));
        Assert.Equal(updates, Admit(updates).AsEnumerable());
    }

    [Fact]
    public void Once_there_is_room_for_what_was_refused_the_list_is_outdated()
    {
        Admit(Joins(1, 12));
        Assert.False(_limit.IsOutdated(_roster.Count));
        Admit(List(Leave(1)));
        Assert.True(_limit.IsOutdated(_roster.Count));
    }

    [Fact]
    public void Once_those_who_were_refused_are_gone_nothing_is_missing()
    {
        Admit(Joins(1, 12));
        Assert.Empty(Admit(List(Leave(11), Change(12, "Ann"), Leave(12))));
        Admit(List(Leave(1), Leave(2)));
        Assert.False(_limit.IsOutdated(_roster.Count));
    }

    private ImmutableArray<ParticipantUpdate> Admit(ImmutableArray<ParticipantUpdate> updates)
    {
        var admitted = _limit.Admit(updates, _elsewhere + _roster.Count, _roster.Has, _notes.Add);
        _roster.Apply(admitted, _ => { });
        return admitted;
    }

    private static ImmutableArray<ParticipantUpdate> Joins(int first, int count) => [.. Enumerable.Range(first, count).Select(i => Join(i))];
}
