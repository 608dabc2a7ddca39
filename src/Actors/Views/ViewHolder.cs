using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Views;

/// <summary>
/// What this process shows: the read model, swapped by one writer, of which any number of readers take the one of their moment, and the
/// newest changes behind it.
/// </summary>
public sealed class ViewHolder
{
    private volatile ReadModel _current = ReadModel.Empty;

    public ReadModel Current => _current;

    /// <summary>The newest changes; none that is not in <see cref="Current"/>.</summary>
    public ChangeWindow Changes { get; } = new();

    /// <summary>
    /// The one way by which what is durable becomes visible, whichever node wrote it: the read model first, then the change stream.
    /// The changes follow the model's revision.
    /// </summary>
    internal void Publish(IReadOnlyCollection<Change> changes)
    {
        if (changes.Count > 0)
        {
            _current = _current.Apply(changes);
            Changes.Add(changes.Select(PublishedChange.Of));
        }
    }

    /// <summary>
    /// Begins with this model, at the start or where changes are missing. A watcher that has not come as far finds nothing in between.
    /// </summary>
    internal void Swap(ReadModel next)
    {
        _current = next;
        Changes.StartAt(next.Revision);
    }
}
