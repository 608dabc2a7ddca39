using System.Numerics;

namespace CmsOrchestrator.Protocol;

/// <summary>A set of elements, one bit each.</summary>
public readonly record struct ElementSet(uint Bits)
{
    /// <summary>How many elements are in the set.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>The set of these elements.</summary>
    public static ElementSet Of(params ReadOnlySpan<Element> elements)
    {
        var set = default(ElementSet);
        foreach (var element in elements)
        {
            set = set.With(element);
        }

        return set;
    }

    /// <summary>Whether the element is in the set.</summary>
    public bool Has(Element element) => (Bits & (1u << (int)element)) != 0;

    /// <summary>This set and one element more.</summary>
    public ElementSet With(Element element) => new(Bits | (1u << (int)element));

    /// <summary>What is in either set.</summary>
    public ElementSet Union(ElementSet other) => new(Bits | other.Bits);

    /// <summary>What is in both sets.</summary>
    public ElementSet Intersect(ElementSet other) => new(Bits & other.Bits);

    /// <summary>How many of the set's elements come before <paramref name="element"/>: its place in a packed array.</summary>
    public int IndexOf(Element element) => BitOperations.PopCount(Bits & ((1u << (int)element) - 1));

    /// <summary>For <c>foreach</c>, in the order of the table.</summary>
    public Enumerator GetEnumerator() => new(Bits);

    /// <summary>Walks the set in the order of the table.</summary>
    public struct Enumerator(uint bits)
    {
        private uint _rest = bits;

        public Element Current { get; private set; }

        public bool MoveNext()
        {
            if (_rest == 0)
            {
                return false;
            }

            Current = (Element)BitOperations.TrailingZeroCount(_rest);
            _rest &= _rest - 1;
            return true;
        }
    }
}
