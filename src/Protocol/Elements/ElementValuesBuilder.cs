using System.Runtime.CompilerServices;

namespace CmsOrchestrator.Protocol;

/// <summary>Collects elements in any order, on the stack, and packs them once.</summary>
public struct ElementValuesBuilder
{
    private Slots _slots;

    /// <summary>What was set so far.</summary>
    public ElementSet Present { get; private set; }

    /// <summary>Sets one element; of one that is set twice, the last value counts.</summary>
    public void Set(Element element, ElementValue value)
    {
        Present = Present.With(element);
        _slots[(int)element] = value;
    }

    /// <summary>What was set, packed. The builder can go on: what was built does not change.</summary>
    public readonly ElementValues Build()
    {
        if (Present.Bits == 0)
        {
            return ElementValues.Empty;
        }

        var values = new ElementValue[Present.Count];
        var place = 0;
        foreach (var element in Present)
        {
            values[place++] = _slots[(int)element];
        }

        return new ElementValues(Present, values);
    }

    // As many as there are elements (ElementNames.Count).
    [InlineArray(23)]
    private struct Slots
    {
        private ElementValue _first;
    }
}
