using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>The best value so far. Slots are walked in the order of their bridges' names, so of equals the first stays.</summary>
internal readonly record struct Candidate(bool Found, bool IsLive, Instant Time, ElementValue Value)
{
    public Candidate Or(StampedValues values, bool isLive, Element element) =>
        values.Present.Has(element) ? Or(new Candidate(true, isLive, values.TimeOf(element), values[element])) : this;

    public Candidate Or(Candidate other)
    {
        var better = other.Found && (!Found || (other.IsLive && !IsLive) || (other.IsLive == IsLive && other.Time > Time));
        return better ? other : this;
    }
}
