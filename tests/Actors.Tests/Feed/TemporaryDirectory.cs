namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>A directory that goes with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cms-store-");

    public TemporaryDirectory(string name = "data")
    {
        Path = System.IO.Path.Combine(_root.FullName, name);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    // A storage that closes makes files and takes them away while the directory is walked: then once more, within a limit.
    public void Dispose() => Assert.True(SpinWait.SpinUntil(IsDeleted, Limit), $"{_root.FullName} cannot be deleted.");

    private bool IsDeleted()
    {
        try
        {
            _root.Delete(recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
