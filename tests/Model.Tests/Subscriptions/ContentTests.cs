using System.Collections.Immutable;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Subscriptions;

public class ContentTests
{
    private readonly List<string> _notes = [];
    private readonly RosterContent _roster = new();
    private readonly CallListContent _list = new();
    private int _told;

    [Fact]
    public void An_update_before_its_add_is_noted_and_ignored()
    {
        Assert.Equal([Join(2)], Tell(Change(1, "x"), Join(2)).AsEnumerable());
        Assert.Empty(List(new CallUpdate(Ids.Call(1), UpdateType.Update, Name("x"), null)));
        Assert.Equal(2, _notes.Count);
        Assert.Null(_list.Find(Ids.Call(1)));
    }

    [Fact]
    public void An_add_of_somebody_known_replaces_what_was_known()
    {
        Tell(Join(1, "Ann"));
        Assert.Single(Tell(Join(1)));
        Assert.Equal(None, Assert.Single(_roster.Entries).Elements);
        Assert.Empty(_notes);
    }

    [Fact]
    public void A_second_remove_is_noted_and_the_first_ones_reason_stays()
    {
        Tell(Join(1));
        Assert.Single(Tell(Leave(1, "timeout")));
        Assert.Empty(Tell(Leave(1, "other")));
        Assert.Equal([Leave(1, "timeout")], _roster.Removed.AsEnumerable());

        List(new CallUpdate(Ids.Call(1), UpdateType.Add, None, null));
        List(new CallUpdate(Ids.Call(1), UpdateType.Remove, None, "allLeft"));
        List(new CallUpdate(Ids.Call(1), UpdateType.Remove, None, "other"));
        Assert.Equal(new CallRemoval(Ids.At(2), "allLeft"), _list.RemovalOf(Ids.Call(1)));
        Assert.Equal(2, _notes.Count);
    }

    [Fact]
    public void An_unknown_updateType_is_noted_and_ignored()
    {
        Assert.Empty(Tell(new ParticipantUpdate(Ids.Person(1), UpdateType.Unknown, None, null)));
        Assert.Empty(List(new CallUpdate(Ids.Call(1), UpdateType.Unknown, None, null)));
        Assert.Equal(2, _notes.Count);
    }

    [Fact]
    public void Updates_add_up()
    {
        Tell(Join(1, "Ann"), Change(1, "Bob"));
        Tell(new ParticipantUpdate(Ids.Person(1), UpdateType.Update, Of(Element.Uri, "b@example.net"), null));
        var entry = Assert.Single(_roster.Entries).Elements;
        Assert.Equal(("Bob", "b@example.net"), (entry[Element.Name].AsText, entry[Element.Uri].AsText));
    }

    [Fact]
    public void A_list_remembers_since_when_it_has_a_call()
    {
        List(new CallUpdate(Ids.Call(1), UpdateType.Add, Name("a"), null));
        List(new CallUpdate(Ids.Call(1), UpdateType.Update, Name("b"), null));
        List(new CallUpdate(Ids.Call(1), UpdateType.Add, Name("c"), null));
        Assert.Equal(new ListedCall(Name("c"), Ids.At(1)), _list.Find(Ids.Call(1)));
    }

    [Fact]
    public void What_is_remembered_of_removals_is_bounded()
    {
        for (var i = 0; i < 1000; i++)
        {
            Tell(Join(i), Leave(i));
        }

        Assert.Equal(256, _roster.Removed.Length);
        Assert.Equal(Ids.Person(999), _roster.Removed[^1].Participant);
    }

    [Fact]
    public void The_first_call_info_is_the_whole_and_the_others_add_up()
    {
        var info = new CallInfoContent();
        Assert.True(info.Apply(Call(name: "a", participants: 1)));
        Assert.False(info.Apply(Name("b")));
        Assert.Equal(Call(name: "b", participants: 1), info.Values);
    }

    private ImmutableArray<ParticipantUpdate> Tell(params ParticipantUpdate[] updates) => _roster.Apply([.. updates], _notes.Add);

    private ImmutableArray<CallUpdate> List(params CallUpdate[] updates) => _list.Apply(Ids.At(++_told), [.. updates], _notes.Add);
}
