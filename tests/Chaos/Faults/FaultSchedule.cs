using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CmsOrchestrator.Chaos.Site;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Chaos.Faults;

/// <summary>Random faults, many at a time: one at most at each bridge, and one at most with the program.</summary>
internal sealed class FaultSchedule
{
    /// <summary>With one more a bridge may be taken for one that always loses messages, and is followed all the same.</summary>
    private const int MostLosses = 2;

    private const string LostMessage = "lost-message";
    private readonly ChaosSite _site;
    private readonly Random _random;
    private readonly Deck<BridgeFault> _bridgeFaults;
    private readonly Deck<ProgramFault> _programFaults;
    private readonly Dictionary<SimulatedCallBridge, Task> _underWay = [];
    private readonly Dictionary<SimulatedCallBridge, int> _losses = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _happened = [];
    private readonly Stopwatch _clock = new();
    private Task _program = Task.CompletedTask;

    /// <param name="only">Names of the faults that may happen; none for all.</param>
    public FaultSchedule(ChaosSite site, Random random, IReadOnlyCollection<string> only)
    {
        (_site, _random) = (site, random);
        _bridgeFaults = new Deck<BridgeFault>([.. BridgeFault.All.Where(f => only.Count == 0 || only.Contains(f.Name))], random);
        _programFaults = new Deck<ProgramFault>([.. ProgramFault.All.Where(f => only.Count == 0 || only.Contains(f.Name))], random);
    }

    /// <summary>What happened so far, and how often.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>What happened in the last round, and for how long, a line each.</summary>
    public IEnumerable<string> Happened => _happened;

    /// <summary>Lets things go wrong for that time; done when the last of them is mended.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        _happened.Clear();
        _clock.Restart();
        while (_clock.Elapsed < time)
        {
            BeginAtABridge();
            if (_random.Next(10) == 0)
            {
                BeginWithTheProgram();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 600)));
        }

        await Task.WhenAll(_underWay.Values.Append(_program));
    }

    private void BeginAtABridge()
    {
        var bridge = _site.Bridges[_random.Next(_site.Bridges.Length)];
        if (_bridgeFaults.IsEmpty || (_underWay.TryGetValue(bridge, out var before) && !before.IsCompletedSuccessfully))
        {
            return;
        }

        var fault = _bridgeFaults.Draw();
        var losses = _losses[bridge] = _losses.GetValueOrDefault(bridge) + (fault.Name == LostMessage ? 1 : 0);
        if (fault.Name != LostMessage || losses <= MostLosses)
        {
            _underWay[bridge] = NoteAsync($"{fault.Name} at {bridge.Name}", fault.Name, fault.HappenAsync(bridge, new Random(_random.Next())));
        }
    }

    private void BeginWithTheProgram()
    {
        if (!_programFaults.IsEmpty && _program.IsCompletedSuccessfully)
        {
            var fault = _programFaults.Draw();
            _program = NoteAsync(fault.Name, fault.Name, fault.HappenAsync(_site, new Random(_random.Next())));
        }
    }

    private async Task NoteAsync(string what, string name, Task fault)
    {
        _counts[name] = _counts.GetValueOrDefault(name) + 1;
        var from = _clock.Elapsed.TotalSeconds;
        await fault;
        _happened.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{from:0.0} to {_clock.Elapsed.TotalSeconds:0.0} s: {what}"));
    }
}
