using System.Diagnostics;
using CmsOrchestrator.Nodes.Network;

namespace CmsOrchestrator.Nodes.Checks;

/// <summary>One node's connection to one Call Bridge, as that sees it: since when it is for events, and when the node last said something.</summary>
internal sealed class BridgeTalk(int node, string cluster, string bridge, Func<bool> isExcused) : IHeard
{
    private long _opened;
    private long _last;
    private long _ended;

    public int Node => node;

    public string Cluster => cluster;

    public string Bridge => bridge;

    public bool IsEvents => Volatile.Read(ref _opened) != 0;

    public bool IsOpen => IsEvents && Volatile.Read(ref _ended) == 0;

    /// <summary>By <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long Opened => Volatile.Read(ref _opened);

    /// <inheritdoc cref="Opened"/>
    public long Last => Volatile.Read(ref _last);

    public void Hear(ReadOnlySpan<byte> bytes)
    {
        var now = Stopwatch.GetTimestamp();
        if (!IsEvents)
        {
            if (!bytes.StartsWith("GET /events/"u8))
            {
                return;
            }

            Volatile.Write(ref _opened, now);
        }

        // What a stopped process says before it notices.
        if (!isExcused())
        {
            Volatile.Write(ref _last, now);
        }
    }

    public void End() => Volatile.Write(ref _ended, Stopwatch.GetTimestamp());
}
