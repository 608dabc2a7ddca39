namespace CmsOrchestrator.Actors.Settings;

/// <summary>A password: given as text, or in a file that is read anew each time. It never shows itself.</summary>
public sealed class Secret : IEquatable<Secret>
{
    private readonly string _textOrPath;
    private readonly bool _isFile;

    private Secret(string textOrPath, bool isFile)
    {
        _textOrPath = textOrPath;
        _isFile = isFile;
    }

    public static Secret Of(string text) => new(text, isFile: false);

    public static Secret FromFile(string path) => new(path, isFile: true);

    /// <summary>The secret now. A line end at the end of a file does not count. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> for a file that cannot be read.</summary>
    public string Reveal() => _isFile ? File.ReadAllText(_textOrPath).TrimEnd('\r', '\n') : _textOrPath;

    public bool Equals(Secret? other) => other is not null && _isFile == other._isFile && _textOrPath == other._textOrPath;

    public override bool Equals(object? obj) => Equals(obj as Secret);

    public override int GetHashCode() => _isFile.GetHashCode();

    public override string ToString() => "…";
}
