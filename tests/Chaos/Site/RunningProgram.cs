using CmsOrchestrator.EndToEnd.Tests;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Chaos.Site;

/// <summary>The program, over all its runs, always at the same address.</summary>
internal sealed class RunningProgram(string configuration) : IAsyncDisposable
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private readonly string _url = OrchestratorProcess.FreeUrl();
    private OrchestratorProcess? _process;

    public HttpClient Http => Process.Http;

    /// <summary>The last lines of the run.</summary>
    public string Log => string.Join('\n', Process.Log.Split('\n').TakeLast(60));

    private OrchestratorProcess Process => _process ?? throw new InvalidOperationException("The program was never started.");

    public async Task StartAsync()
    {
        _process = OrchestratorProcess.Start("run", "--config", configuration, "--urls", _url);
        await _process.ReadyAsync();
    }

    /// <summary><c>kill -9</c>, and another run; done when that is ready.</summary>
    public async Task KillAndStartAsync()
    {
        await Process.KillAsync();
        await Process.DisposeAsync();
        await StartAsync();
    }

    /// <summary>SIGSTOP: its sockets stay open, and nothing is read.</summary>
    public void Pause() => Process.Signal(SigStop);

    public void Continue() => Process.Signal(SigCont);

    public Task<ReadModel> ViewAsync() => Process.ViewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.DisposeAsync();
        }
    }
}
