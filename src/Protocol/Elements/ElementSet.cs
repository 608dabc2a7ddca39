using System.Numerics;

namespace CmsOrchestrator.Protocol;

/// <summary>A set of elements, one bit each.</summary>
public readonly record struct ElementSet(uint Bits)
{
    public int Count => BitOperations.PopCount(Bits);

    public static ElementSet Of(params ReadOnlySpan<Element> elements)
    {
        var set = default(ElementSet);
        foreach (var element in elements)
        {
            set = set.With(element);
        }

        return set;
    }

    public bool Has(Element element) => (Bits & (1u << (int)element)) != 0;

    public ElementSet With(Element element) => new(Bits | (1u << (int)element));

    public ElementSet Union(ElementSet other) => new(Bits | other.Bits);

    public ElementSet Intersect(ElementSet other) => new(Bits & other.Bits);

    /// <summary>How many of the set's elements come before <paramref name="element"/>: its place in a packed array.</summary>
    public int IndexOf(Element element) => BitOperations.PopCount(Bits & ((1u << (int)element) - 1));

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
