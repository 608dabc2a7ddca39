namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>A data directory of one test.</summary>
internal sealed class TestDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cms-orchestrator-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public override string ToString() => Path;
}
