using System.Runtime.CompilerServices;

namespace CmsOrchestrator.Protocol;

/// <summary>Collects elements in any order, on the stack, and packs them once.</summary>
public struct ElementValuesBuilder
{
    private Slots _slots;

    public ElementSet Present { get; private set; }

    public void Set(Element element, ElementValue value)
    {
        Present = Present.With(element);
        _slots[(int)element] = value;
    }

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

    [InlineArray(23)]
    private struct Slots
    {
        private ElementValue _first;
    }
}
