namespace CmsOrchestrator.Demo;

/// <summary>A directory that is deleted in the end, with everything in it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cms-orchestrator-demo-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else looks into it; it is in the system's place for what may be deleted.
        }
    }
}
