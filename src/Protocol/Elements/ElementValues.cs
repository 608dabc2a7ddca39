namespace CmsOrchestrator.Protocol;

/// <summary>
/// The elements that one update told, packed: only those present take room. "Present without a value" (null or "") and
/// "absent" are different things: in an update the first takes the value away, the second leaves it as it was (protocol.md §4).
/// Immutable by use: who makes one hands it out and does not touch the array again.
/// </summary>
public sealed class ElementValues : IEquatable<ElementValues>
{
    private readonly ElementValue[] _values;

    /// <param name="present">What was told.</param>
    /// <param name="values">A value for each present element, in the order of <see cref="Element"/>.</param>
    public ElementValues(ElementSet present, ElementValue[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != present.Count)
        {
            throw new ArgumentException($"{present.Count} elements are present, but there are {values.Length} values.", nameof(values));
        }

        Present = present;
        _values = values;
    }

    /// <summary>Nothing was told.</summary>
    public static ElementValues Empty { get; } = new(default, []);

    /// <summary>What was told, with or without a value.</summary>
    public ElementSet Present { get; }

    /// <summary>The element's value; none where it is absent.</summary>
    public ElementValue this[Element element] => Present.Has(element) ? _values[Present.IndexOf(element)] : default;

    /// <summary>The value at a place of the packed order.</summary>
    public ElementValue At(int place) => _values[place];

    /// <summary>Values from pairs; of an element given twice, the last counts.</summary>
    public static ElementValues Of(params ReadOnlySpan<(Element Element, ElementValue Value)> pairs)
    {
        var builder = new ElementValuesBuilder();
        foreach (var (element, value) in pairs)
        {
            builder.Set(element, value);
        }

        return builder.Build();
    }

    public bool Equals(ElementValues? other) =>
        other is not null && Present == other.Present && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as ElementValues);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Present);
        foreach (var value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
