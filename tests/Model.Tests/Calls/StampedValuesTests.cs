using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

public class StampedValuesTests
{
    private static readonly StampedValues Known = StampedValues.Empty.Replace(Call(name: "a", participants: 1), Ids.At(1));

    [Fact]
    public void An_update_stamps_what_differs_and_leaves_the_rest()
    {
        var after = Known.Update(Call(name: "a", participants: 2), Ids.At(2));

        Assert.Equal((Ids.At(1), Ids.At(2)), (after.TimeOf(Element.Name), after.TimeOf(Element.Participants)));
    }

    [Fact]
    public void What_changes_nothing_gives_the_same_object()
    {
        Assert.Same(Known, Known.Update(Name("a"), Ids.At(2)));
        Assert.Same(Known, Known.Replace(Call(name: "a", participants: 1), Ids.At(2)));
    }

    [Fact]
    public void A_whole_takes_away_what_it_does_not_have_and_stamps_that()
    {
        var after = Known.Replace(Name("a"), Ids.At(2));

        Assert.True(after[Element.Participants].IsNone);
        Assert.Equal(Ids.At(2), after.TimeOf(Element.Participants));
        Assert.Equal(Ids.At(1), after.TimeOf(Element.Name));
        Assert.Same(after, after.Replace(Name("a"), Ids.At(3)));
    }

    [Fact]
    public void Seven_and_seven_point_nought_are_one_value_and_no_value_that_never_was_is_not_there()
    {
        var after = Known.Update(ElementValues.Of((Element.Participants, ElementValue.Of(1.0)), (Element.Uri, ElementValue.None)), Ids.At(2));
        Assert.Same(Known, after);
    }
}
