using System.Text;

namespace CmsOrchestrator.Protocol.Tests;

public sealed class ElementSetTests
{
    private static readonly Element[] All = Enum.GetValues<Element>();

    [Fact]
    public void Every_element_has_a_wire_name_of_its_own_and_is_found_by_it()
    {
        Assert.Equal(ElementNames.Count, All.Length);
        Assert.Equal(All.Length, All.Select(e => e.Text()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(All, e => Assert.Equal(e, ElementNames.Find(e.Utf8())));
        Assert.All(All, e => Assert.Equal(e.Text(), Encoding.UTF8.GetString(e.Utf8())));
        Assert.All(All, e => Assert.Equal(e.ToString(), e.Text(), ignoreCase: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Name")]
    [InlineData("names")]
    [InlineData("call")]
    [InlineData("reason")]
    public void Another_name_is_no_element(string name) => Assert.Null(ElementNames.Find(Encoding.UTF8.GetBytes(name)));

    [Fact]
    public void A_set_is_walked_in_the_order_of_the_table_however_it_was_made()
    {
        var set = ElementSet.Of(Element.MovedParticipantCallBridge, Element.Name, Element.State, Element.Name);

        var walked = new List<Element>();
        foreach (var element in set)
        {
            walked.Add(element);
        }

        Assert.Equal([Element.Name, Element.State, Element.MovedParticipantCallBridge], walked);
        Assert.Equal(3, set.Count);
        Assert.Equal([0, 1, 2], walked.Select(set.IndexOf));
    }

    [Fact]
    public void Sets_are_joined_and_intersected()
    {
        var (a, b) = (ElementSet.Of(Element.Name, Element.Uri), ElementSet.Of(Element.Uri, Element.State));

        Assert.Equal(ElementSet.Of(Element.Name, Element.Uri, Element.State), a.Union(b));
        Assert.Equal(ElementSet.Of(Element.Uri), a.Intersect(b));
        Assert.True(a.Has(Element.Name));
        Assert.False(b.Has(Element.Name));
        Assert.Equal(0, default(ElementSet).Count);
    }

    [Fact]
    public void The_resources_have_the_elements_of_the_table()
    {
        Assert.Equal(9, ElementNames.OfCalls.Count);
        Assert.Equal(ElementNames.OfCalls.With(Element.JoinAudioMuteOverride), ElementNames.OfCallInfo);
        Assert.Equal(15, ElementNames.OfCallRoster.Count);
        Assert.Equal(ElementSet.Of(Element.Name, Element.EndpointRecording), ElementNames.OfCalls.Intersect(ElementNames.OfCallRoster));
        Assert.Equal(ElementSet.Of(All), ElementNames.OfCallInfo.Union(ElementNames.OfCallRoster));
        Assert.Equal(ElementNames.OfCalls, ElementNames.Of(SubscriptionType.Calls));
        Assert.Equal(ElementNames.OfCallInfo, ElementNames.Of(SubscriptionType.CallInfo));
        Assert.Equal(ElementNames.OfCallRoster, ElementNames.Of(SubscriptionType.CallRoster));
    }
}
