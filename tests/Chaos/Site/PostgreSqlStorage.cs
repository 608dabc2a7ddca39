using CmsOrchestrator.Support;

namespace CmsOrchestrator.Chaos.Site;

/// <summary>A server of its own: stopped in time, or stopped and started again.</summary>
internal sealed class PostgreSqlStorage : IFailingStorage
{
    private readonly TestPostgreSql _server = TestPostgreSql.Start();

    public PostgreSqlStorage() => Database = _server.CreateDatabase();

    public string? Database { get; }

    public async Task StallAsync(TimeSpan time)
    {
        _server.Pause();
        await Task.Delay(time);
        _server.Resume();
    }

    public async Task FailAsync(TimeSpan time)
    {
        _server.Stop();
        await Task.Delay(time);
        _server.StartAgain();
    }

    public void Dispose() => _server.Dispose();
}
