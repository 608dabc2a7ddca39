using System.Collections.Immutable;
using CmsOrchestrator.Model.Connections;

namespace CmsOrchestrator.Model.Bridges;

/// <summary>
/// Counts closes in a row for the same cause on fresh connections. After the third this bridge is like that: the cause is
/// tolerated, each such message counted and skipped (design.md, "Actors").
/// </summary>
public sealed class CauseCounter
{
    private const int Patience = 3;
    private const int MostDoublings = 6;
    private static readonly TimeSpan DoubtTime = TimeSpan.FromMinutes(1);

    private CloseCause? _last;
    private int _inARow;
    private int _doubts;

    /// <summary>What the next connection tolerates.</summary>
    public ImmutableHashSet<CloseCause> Tolerated { get; private set; } = [];

    /// <summary>Likewise, and how long it takes to doubt it: the longer, the more often a resync for doubt has changed nothing.</summary>
    public Tolerance Tolerance => new(Tolerated, DoubtTime * Math.Pow(2, Math.Min(_doubts, MostDoublings)));

    public void Closed(CloseCause cause)
    {
        _doubts += cause == CloseCause.Doubt ? 1 : 0;
        _inARow = _last == cause ? _inARow + 1 : 1;
        _last = cause;
        if (_inARow >= Patience && cause is CloseCause.Malformed or CloseCause.Hole)
        {
            Tolerated = Tolerated.Add(cause);
        }
    }

    /// <summary>A connection was healthy long enough: what comes now is a first time again.</summary>
    public void Healthy()
    {
        _last = null;
        _inARow = 0;
    }
}
