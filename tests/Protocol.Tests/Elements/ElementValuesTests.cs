namespace CmsOrchestrator.Protocol.Tests;

public sealed class ElementValuesTests
{
    [Fact]
    public void The_order_of_telling_does_not_matter()
    {
        var a = ElementValues.Of((Element.Uri, ElementValue.Of("u")), (Element.Name, ElementValue.Of("n")));
        var b = ElementValues.Of((Element.Name, ElementValue.Of("n")), (Element.Uri, ElementValue.Of("u")));

        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.Equal(("n", "u"), (a.At(0).AsText, a.At(1).AsText));
        Assert.Equal("u", a[Element.Uri].AsText);
    }

    [Fact]
    public void Present_without_a_value_and_absent_are_different_things()
    {
        var present = ElementValues.Of((Element.Name, ElementValue.None));

        Assert.True(present.Present.Has(Element.Name));
        Assert.Equal(ElementValue.None, present[Element.Name]);
        Assert.Equal(ElementValue.None, present[Element.Uri]);
        Assert.NotEqual(ElementValues.Empty, present);
        Assert.Equal(ElementValues.Of((Element.Name, ElementValue.Of(""))), present);
    }

    [Fact]
    public void Values_differ_where_one_value_differs()
    {
        var one = ElementValues.Of((Element.Participants, ElementValue.Of(7)));

        Assert.Equal(one, ElementValues.Of((Element.Participants, ElementValue.Of(7.0))));
        Assert.NotEqual(one, ElementValues.Of((Element.Participants, ElementValue.Of(8))));
        Assert.NotEqual(one, ElementValues.Of((Element.DistributedInstances, ElementValue.Of(7))));
        Assert.False(one.Equals(null));
    }

    [Fact]
    public void Of_an_element_told_twice_the_last_value_counts()
    {
        var values = ElementValues.Of((Element.Name, ElementValue.Of("a")), (Element.Name, ElementValue.Of("b")));

        Assert.Equal(1, values.Present.Count);
        Assert.Equal("b", values[Element.Name].AsText);
    }

    [Fact]
    public void Nothing_told_is_the_empty_one() => Assert.Same(ElementValues.Empty, new ElementValuesBuilder().Build());

    [Fact]
    public void The_builder_has_room_for_every_element()
    {
        var builder = new ElementValuesBuilder();
        foreach (var element in Enum.GetValues<Element>())
        {
            builder.Set(element, ElementValue.Of(element.Text()));
        }

        var values = builder.Build();

        Assert.Equal(ElementNames.Count, values.Present.Count);
        Assert.All(Enum.GetValues<Element>(), e => Assert.Equal(e.Text(), values[e].AsText));
    }

    [Fact]
    public void What_was_built_does_not_change_when_the_builder_goes_on()
    {
        var builder = new ElementValuesBuilder();
        builder.Set(Element.Name, ElementValue.Of("a"));
        var first = builder.Build();
        builder.Set(Element.Name, ElementValue.Of("b"));
        builder.Set(Element.Uri, ElementValue.Of("u"));

        Assert.Equal("a", first[Element.Name].AsText);
        Assert.False(first.Present.Has(Element.Uri));
        Assert.Equal("b", builder.Build()[Element.Name].AsText);
    }

    [Fact]
    public void As_many_values_as_present_elements_are_asked_for() =>
        Assert.Throws<ArgumentException>(() => new ElementValues(ElementSet.Of(Element.Name), []));
}
