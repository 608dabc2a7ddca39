using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Runs;

/// <summary>The program with a deployment, both of which can be begun anew where what one measurement has left would spoil the next.</summary>
/// <param name="database">Makes an empty PostgreSQL database; null for SQLite.</param>
internal sealed class LargeProgram(SiteSize size, Func<string>? database) : IDisposable
{
    private LoadSite? _site;
    private ProgramRun? _run;

    public ProgramRun Run => _run ?? throw new InvalidOperationException("the program was not started anew");

    /// <summary>Starts with nothing stored, whatever was before.</summary>
    public async Task StartAnewAsync(CancellationToken stop)
    {
        Dispose();
        _site = new LoadSite(size);
        _run = await ProgramRun.StartAsync(_site, database?.Invoke(), stop);
    }

    public void Dispose()
    {
        _run?.Dispose();
        _site?.Dispose();
        (_run, _site) = (null, null);
    }
}
