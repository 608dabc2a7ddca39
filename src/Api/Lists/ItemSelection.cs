namespace CmsOrchestrator.Api.Lists;

/// <summary>A selection that has each of its items.</summary>
internal sealed class ItemSelection<T>(T[] items) : Selection<T>
{
    public override int Count => items.Length;

    public override int Weight => items.Length;

    public ReadOnlySpan<T> Items => items;

    public override T[] Slice(long from, int count)
    {
        var first = (int)Math.Min(from, items.Length);
        return Items.Slice(first, Math.Min(count, items.Length - first)).ToArray();
    }
}
