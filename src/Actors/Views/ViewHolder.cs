using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Views;

/// <summary>The read model of this process: one writer (the feed) swaps it, any number of readers take the one of their moment.</summary>
public sealed class ViewHolder
{
    private volatile ReadModel _current = ReadModel.Empty;

    public ReadModel Current => _current;

    internal void Swap(ReadModel next) => _current = next;
}
