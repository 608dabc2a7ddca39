using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>What one <c>callInfo</c> index currently says: the whole object first, then what changed.</summary>
public sealed class CallInfoContent
{
    /// <summary>Null until the first message.</summary>
    public ElementValues? Values { get; private set; }

    /// <summary>Takes a message; true if it was the first, the whole object.</summary>
    public bool Apply(ElementValues told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var isWhole = Values is null;
        Values = Values?.With(told) ?? told;
        return isWhole;
    }
}
