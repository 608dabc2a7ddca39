namespace CmsOrchestrator.Api.Lists;

/// <summary>All that a list has at one revision, in its order. Immutable; safe for any thread.</summary>
internal abstract class Selection<T> : ISelection
{
    public abstract int Count { get; }

    public abstract int Weight { get; }

    /// <summary>A part of it, at the cost of that part. Beyond the end there is nothing.</summary>
    public abstract T[] Slice(long from, int count);
}

internal interface ISelection
{
    /// <summary>The room that it takes, in units of 8 bytes; what it shares with the read model aside.</summary>
    int Weight { get; }
}
