namespace CmsOrchestrator.Chaos.Faults;

/// <summary>Things in random order, each as often as the others.</summary>
internal sealed class Deck<T>(IReadOnlyCollection<T> all, Random random)
{
    private readonly Queue<T> _left = new();

    public bool IsEmpty => all.Count == 0;

    public T Draw()
    {
        if (_left.Count == 0)
        {
            var shuffled = all.ToArray();
            random.Shuffle(shuffled);
            foreach (var one in shuffled)
            {
                _left.Enqueue(one);
            }
        }

        return _left.Dequeue();
    }
}
