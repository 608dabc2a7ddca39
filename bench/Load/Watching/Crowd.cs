using System.Diagnostics;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Watching;

/// <summary>Many watchers of the change stream.</summary>
internal sealed class Crowd : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly List<CrowdMember> _members = [];

    public Crowd(Uri program, int watchers)
    {
        for (var n = 0; n < watchers; n++)
        {
            _members.Add(new CrowdMember(program, Ages));
        }
    }

    /// <summary>How old events were when they came, of all members: of what came at once the oldest counts.</summary>
    public Ages Ages { get; } = new();

    public long Events => _members.Sum(member => member.Events);

    /// <summary>Members that got every event up to the revision that was waited for.</summary>
    public int Complete { get; private set; }

    /// <summary>Waits, for a bounded time, until all have everything up to that revision.</summary>
    public async Task HasAllAsync(long revision, CancellationToken stop)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20, stop))
        {
            Complete = _members.Count(member => !member.HasGap && member.Last >= revision);
            if (Complete == _members.Count || clock.Elapsed > Limit)
            {
                return;
            }
        }
    }

    public void Dispose() => _members.ForEach(member => member.Dispose());
}
