namespace CmsOrchestrator.Chaos.Site;

/// <summary>Where the program keeps what is durable, made to stall and to fail from outside.</summary>
internal interface IFailingStorage : IDisposable
{
    /// <summary>How the program connects to it; null for the data directory.</summary>
    string? Database { get; }

    /// <summary>Takes no writes for this long, and says nothing.</summary>
    Task StallAsync(TimeSpan time);

    /// <summary>Refuses every write for this long.</summary>
    Task FailAsync(TimeSpan time);
}
