using System.Collections.Immutable;

namespace CmsOrchestrator.Protocol;

/// <summary>A list in the making, of mostly one entry: then nothing is made but the list itself.</summary>
internal struct Collected<T>
    where T : class
{
    private T? _first;
    private ImmutableArray<T>.Builder? _all;

    public void Add(T item)
    {
        if (_first is null)
        {
            _first = item;
            return;
        }

        if (_all is null)
        {
            _all = ImmutableArray.CreateBuilder<T>();
            _all.Add(_first);
        }

        _all.Add(item);
    }

    public readonly ImmutableArray<T> ToImmutable() => _all?.DrainToImmutable() ?? (_first is null ? [] : [_first]);
}
