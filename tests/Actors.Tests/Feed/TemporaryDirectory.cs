namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>A directory that goes with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cms-store-");

    public TemporaryDirectory(string name = "data")
    {
        Path = System.IO.Path.Combine(_root.FullName, name);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => _root.Delete(recursive: true);
}
