namespace CmsOrchestrator.Actors.Tests.Wire;

/// <summary>A file that is gone when the test is over.</summary>
internal sealed class TestFile : IDisposable
{
    public TestFile(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cmso-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(Path);
}
