using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>What of an object's elements a subscription tells (protocol.md §3, <c>elements</c>).</summary>
internal static class ElementSelection
{
    /// <summary>Those of <paramref name="values"/> that are <paramref name="wanted"/>; without a value only where <paramref name="missing"/> has a form for it.</summary>
    public static ElementValues Select(ElementValues values, ElementSet wanted, MissingValues missing)
    {
        var selected = new ElementValuesBuilder();
        foreach (var element in values.Present.Intersect(wanted))
        {
            if (missing != MissingValues.Absent || !values[element].IsNone)
            {
                selected.Set(element, values[element]);
            }
        }

        return selected.Build();
    }

    /// <summary>Those of <paramref name="now"/> that are wanted and read differently than <paramref name="before"/>.</summary>
    public static ElementValues Changes(ElementValues before, ElementValues now, ElementSet wanted)
    {
        var changes = new ElementValuesBuilder();
        foreach (var element in now.Present.Intersect(wanted))
        {
            if (before[element] != now[element])
            {
                changes.Set(element, now[element]);
            }
        }

        return changes.Build();
    }
}
