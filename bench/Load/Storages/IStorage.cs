namespace CmsOrchestrator.Load.Storages;

/// <summary>Where the program keeps what is durable, seen from outside.</summary>
internal interface IStorage : IDisposable
{
    /// <summary>How the program connects to it; null for the files in its data directory.</summary>
    string? Database { get; }

    /// <summary>Takes no writes until what is returned is disposed of, and says nothing.</summary>
    IDisposable Pause();

    /// <summary>In bytes.</summary>
    long Size();

    /// <summary>One number; null for none.</summary>
    /// <param name="isOfJournal">Whether the question is about the journal, or about the feed and history.</param>
    long? Ask(string sql, bool isOfJournal);
}
