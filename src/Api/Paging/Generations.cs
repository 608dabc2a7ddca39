namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// A bounded store of what was asked for lately, in two generations: what is asked for goes over into the young one, and once that is
/// full, what is left in the old one goes. For one thread at a time.
/// </summary>
/// <param name="most">Of values.</param>
/// <param name="mostWeight">Of all values together. One that weighs more than half of it is not stored.</param>
/// <param name="gone">Told of each value that is replaced, dropped or not stored.</param>
internal sealed class Generations<TKey, TValue>(int most, long mostWeight, Func<TValue, long> weigh, Action<TValue>? gone = null)
    where TKey : notnull
    where TValue : class
{
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];
    private long _youngWeight;

    public TValue? Find(TKey key)
    {
        if (_young.TryGetValue(key, out var value))
        {
            return value;
        }

        if (_old.Remove(key, out value))
        {
            Add(key, value);
        }

        return value;
    }

    public void Set(TKey key, TValue value)
    {
        if (_young.Remove(key, out var before))
        {
            _youngWeight -= weigh(before);
            gone?.Invoke(before);
        }
        else if (_old.Remove(key, out before))
        {
            gone?.Invoke(before);
        }

        Add(key, value);
    }

    private void Add(TKey key, TValue value)
    {
        var weight = weigh(value);
        if (weight > mostWeight / 2)
        {
            gone?.Invoke(value);
            return;
        }

        if (_young.Count >= most / 2 || _youngWeight + weight > mostWeight / 2)
        {
            foreach (var left in _old.Values)
            {
                gone?.Invoke(left);
            }

            (_old, _young, _youngWeight) = (_young, [], 0);
        }

        _young.Add(key, value);
        _youngWeight += weight;
    }
}
