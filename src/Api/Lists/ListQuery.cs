using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Lists;

/// <summary>What a list is a list of. What it selects is a function of the read model and of nothing else.</summary>
internal abstract class ListQuery<T>
{
    /// <summary>At the cost of what the best index leaves.</summary>
    public abstract Selection<T> Select(ReadModel model);

    /// <summary>
    /// The same at the cost of what has changed and of the selection's length; <paramref name="before"/> itself where nothing in it has
    /// changed. Null where it is to be selected anew.
    /// </summary>
    /// <param name="before">What an earlier model had for the same query.</param>
    /// <param name="changed">Every call that is not in both models as it was, or whose participants are not.</param>
    public virtual Selection<T>? Follow(Selection<T> before, ReadModel model, IReadOnlySet<CallId> changed) => null;
}
