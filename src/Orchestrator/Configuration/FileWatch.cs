using System.Security.Cryptography;

namespace CmsOrchestrator.Configuration;

/// <summary>
/// Looks once a second at what is in some files: so a link that is turned to another file is seen as well as an edit, on any file
/// system, and without the watches of which a machine has only so many. A change is told once it has been the same for a second, as a file may
/// just be half written.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The longest that a change waits to be told: it is seen at one look, and was the same at the next.</summary>
    public static readonly TimeSpan LongestWait = 2 * Interval;

    private readonly PeriodicTimer _timer = new(Interval);
    private readonly IReadOnlyList<string> _files;
    private readonly Action _changed;
    private string _told;

    /// <param name="known">The <see cref="Digest"/> of what is in force.</param>
    /// <param name="changed">Called from any thread, one call at a time.</param>
    public FileWatch(IReadOnlyList<string> files, string known, Action changed)
    {
        (_files, _told, _changed) = (files, known, changed);
        _ = Task.Run(LookAsync);
    }

    /// <summary>Differs where what is in the files differs, or whether they can be read.</summary>
    public static string Digest(IEnumerable<string> files) => string.Join(' ', files.Select(DigestOf));

    public void Dispose() => _timer.Dispose();

    private static string DigestOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Convert.ToHexString(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name; // whoever reads it then says what is wrong
        }
    }

    private async Task LookAsync()
    {
        var last = _told;
        while (await _timer.WaitForNextTickAsync())
        {
            var now = Digest(_files);
            if (now == last && now != _told)
            {
                _told = now;
                _changed();
            }

            last = now;
        }
    }
}
