using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>
/// The elements that one subscription has told of one thing, each with the time its value last changed. Immutable. A repeated
/// value does not renew its time; an element that never had a value is not there at all (design.md, "Merging").
/// </summary>
public sealed class StampedValues
{
    private readonly ElementValue[] _values;
    private readonly Instant[] _times;

    internal StampedValues(ElementSet present, ElementValue[] values, Instant[] times)
    {
        Present = present;
        _values = values;
        _times = times;
    }

    public static StampedValues Empty { get; } = new(default, [], []);

    /// <summary>The elements that have, or once had, a value.</summary>
    public ElementSet Present { get; }

    public ElementValue this[Element element] => Present.Has(element) ? _values[Present.IndexOf(element)] : default;

    /// <summary>When the element last changed; call it only for elements that are <see cref="Present"/>.</summary>
    public Instant TimeOf(Element element) => _times[Present.IndexOf(element)];

    /// <summary>An update: what is absent stays as it was. The same object comes back where nothing changes.</summary>
    public StampedValues Update(ElementValues told, Instant at)
    {
        ArgumentNullException.ThrowIfNull(told);
        return Changes(told) ? Merge(told, Present.Union(ValuesIn(told)), at) : this;
    }

    /// <summary>An add: what is absent has no value. The same object comes back where nothing changes.</summary>
    public StampedValues Replace(ElementValues told, Instant at)
    {
        ArgumentNullException.ThrowIfNull(told);
        foreach (var element in Present)
        {
            if (!told.Present.Has(element) && !this[element].IsNone)
            {
                return Merge(told, Present.Union(ValuesIn(told)), at, takeAway: true);
            }
        }

        return Update(told, at);
    }

    /// <summary>Whether an update would change anything.</summary>
    public bool Changes(ElementValues told)
    {
        ArgumentNullException.ThrowIfNull(told);
        foreach (var element in told.Present)
        {
            if (this[element] != told[element])
            {
                return true;
            }
        }

        return false;
    }

    private static ElementSet ValuesIn(ElementValues told)
    {
        var set = default(ElementSet);
        foreach (var element in told.Present)
        {
            if (!told[element].IsNone)
            {
                set = set.With(element);
            }
        }

        return set;
    }

    private StampedValues Merge(ElementValues told, ElementSet present, Instant at, bool takeAway = false)
    {
        var values = new ElementValue[present.Count];
        var times = new Instant[present.Count];
        var place = 0;
        foreach (var element in present)
        {
            var old = this[element];
            var value = told.Present.Has(element) ? told[element] : takeAway ? default : old;
            values[place] = value;
            times[place++] = value == old && Present.Has(element) ? TimeOf(element) : at;
        }

        return new StampedValues(present, values, times);
    }
}
