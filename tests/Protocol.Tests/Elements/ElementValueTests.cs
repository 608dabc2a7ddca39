namespace CmsOrchestrator.Protocol.Tests;

public sealed class ElementValueTests
{
    [Fact]
    public void No_value_an_empty_text_and_a_null_text_are_the_same()
    {
        Assert.Equal(default, ElementValue.None);
        Assert.Equal(ElementValue.None, ElementValue.Of(""));
        Assert.Equal(ElementValue.None, ElementValue.Of(null));
        Assert.True(ElementValue.Of("").IsNone);
        Assert.Equal("", ElementValue.None.ToString());
    }

    [Fact]
    public void A_value_is_of_one_kind_only()
    {
        var (text, number, flag) = (ElementValue.Of("x"), ElementValue.Of(7), ElementValue.Of(true));

        Assert.Equal(("x", null, null), (text.AsText, text.AsNumber, text.AsBoolean));
        Assert.Equal((null, 7.0, null), (number.AsText, number.AsNumber, number.AsBoolean));
        Assert.Equal((null, null, true), (flag.AsText, flag.AsNumber, flag.AsBoolean));
        Assert.Equal((null, null, null), (ElementValue.None.AsText, ElementValue.None.AsNumber, ElementValue.None.AsBoolean));
        Assert.DoesNotContain(true, new[] { text.IsNone, number.IsNone, flag.IsNone });
    }

    [Fact]
    public void What_looks_alike_but_is_of_another_kind_differs()
    {
        ElementValue[] values =
        [
            ElementValue.None, ElementValue.Of("7"), ElementValue.Of(7), ElementValue.Of("true"), ElementValue.Of(true),
            ElementValue.Of(false), ElementValue.Of(0), ElementValue.Of(1), ElementValue.Of("0"), ElementValue.Of("A"), ElementValue.Of("a"),
        ];

        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                Assert.Equal(i == j, values[i] == values[j]);
                Assert.Equal(i != j, values[i] != values[j]);
            }
        }
    }

    [Fact]
    public void Equal_values_have_equal_hashes()
    {
        Assert.Equal(ElementValue.Of(7), ElementValue.Of(7.0));
        Assert.Equal(ElementValue.Of(7).GetHashCode(), ElementValue.Of(7.0).GetHashCode());
        Assert.Equal(ElementValue.Of(0), ElementValue.Of(-0.0));
        Assert.Equal(ElementValue.Of(0).GetHashCode(), ElementValue.Of(-0.0).GetHashCode());
        var copy = new string("locked".AsSpan());
        Assert.Equal(ElementValue.Of("locked"), ElementValue.Of(copy));
        Assert.Equal(ElementValue.Of("locked").GetHashCode(), ElementValue.Of(copy).GetHashCode());
    }

    [Theory]
    [InlineData(7, "7")]
    [InlineData(-0.0, "0")]
    [InlineData(0.5, "0.5")]
    [InlineData(-3, "-3")]
    public void A_number_is_shown_the_same_everywhere(double number, string shown) =>
        Assert.Equal(shown, ElementValue.Of(number).ToString());

    [Fact]
    public void Flags_are_shown_as_JSON_has_them()
    {
        Assert.Equal("true", ElementValue.Of(true).ToString());
        Assert.Equal("false", ElementValue.Of(false).ToString());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_JSON_cannot_say_is_no_value(double number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ElementValue.Of(number));
}
