using System.Collections.Concurrent;
using System.Diagnostics;
using CmsOrchestrator.EndToEnd.Tests;
using CmsOrchestrator.Nodes.Network;

namespace CmsOrchestrator.Nodes.Bench;

/// <summary>One node: a process, its ways to the database and to the Call Bridges, and a supervisor that starts it again when it ends by itself.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RestartPause = TimeSpan.FromMilliseconds(500);

    // How long a process that goes on may talk before it knows that it stood still.
    private static readonly TimeSpan Recollection = TimeSpan.FromSeconds(5);

    private readonly Func<OrchestratorProcess> _start;
    private readonly ConcurrentQueue<OrchestratorProcess> _runs = new();
    private Task _supervisor = Task.CompletedTask;
    private volatile OrchestratorProcess? _process;
    private volatile bool _isWanted;
    private volatile bool _isPaused;
    private long _continued;

    public BenchNode(int place, string name, Uri url, Relay database, Func<OrchestratorProcess> start) =>
        (Place, Name, Url, Database, _start) = (place, name, url, database, start);

    public int Place { get; }

    /// <summary>As <c>/api/v1/nodes</c> has it.</summary>
    public string Name { get; }

    /// <summary>Of its API, whatever is cut.</summary>
    public Uri Url { get; }

    /// <summary>Its way to the database.</summary>
    public Relay Database { get; }

    /// <summary>Its ways to the Call Bridges.</summary>
    public List<Relay> Bridges { get; } = [];

    /// <summary>How often its supervisor had to start it again.</summary>
    public int Restarts { get; private set; }

    public OrchestratorProcess Process => _process ?? throw new InvalidOperationException($"{Name} was never started.");

    /// <summary>The requests that failed in any of its runs, and the last lines of its last two.</summary>
    public string Log => string.Join("\n", [
        $"--- {Name}, {_runs.Count} runs",
        .. _runs.SelectMany(run => run.Log.Split('\n').Where(line => line.Contains("ProblemMiddleware[5001]", StringComparison.Ordinal))),
        .. _runs.TakeLast(2).SelectMany(run => run.Log.Split('\n').TakeLast(60).Append("..."))]);

    /// <summary>Whether it stands still, or has hardly begun to move again.</summary>
    public bool IsExcused =>
        _isPaused || (Volatile.Read(ref _continued) is var since and > 0 && Stopwatch.GetElapsedTime(since) < Recollection);

    public void Start()
    {
        _isWanted = true;
        _runs.Enqueue(_process = _start());
        _supervisor = Task.Run(SuperviseAsync);
    }

    /// <summary><c>kill -9</c>; it stays away.</summary>
    public async Task KillAsync()
    {
        _isWanted = false;
        await Process.KillAsync();
        await _supervisor;
    }

    /// <summary>SIGTERM; it stays away.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        _isWanted = false;
        var code = await Process.TerminateAsync();
        await _supervisor;
        return code;
    }

    /// <summary><c>kill -9</c>, and it starts again.</summary>
    public async Task KillAndStartAsync()
    {
        Continue();
        await KillAsync();
        Start();
    }

    /// <summary>SIGTERM, <c>kill -9</c> where it cannot leave in time because of what is cut, and it starts again.</summary>
    public async Task TerminateAndStartAsync()
    {
        Continue();
        _isWanted = false;
        Process.Signal(SigTerm);
        try
        {
            await Process.ExitCodeAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            await Process.KillAsync();
        }

        await _supervisor;
        Start();
    }

    public void Pause()
    {
        _isPaused = true;
        Process.Signal(SigStop);
    }

    public void Continue()
    {
        if (_isPaused)
        {
            Volatile.Write(ref _continued, Stopwatch.GetTimestamp());
            _isPaused = false;
            Process.Signal(SigCont);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isWanted = false;
        if (_process is { } process)
        {
            await process.KillAsync();
        }

        await _supervisor;
        foreach (var run in _runs)
        {
            await run.DisposeAsync();
        }

        await Database.DisposeAsync();
        foreach (var relay in Bridges)
        {
            await relay.DisposeAsync();
        }
    }

    private async Task SuperviseAsync()
    {
        while (true)
        {
            await Process.ExitCodeAsync();
            if (!_isWanted)
            {
                return;
            }

            await Task.Delay(RestartPause);
            if (!_isWanted)
            {
                return;
            }

            Restarts++;
            _runs.Enqueue(_process = _start());
        }
    }
}
