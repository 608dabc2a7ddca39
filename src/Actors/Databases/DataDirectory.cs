using System.Globalization;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// A data directory that this process alone works on, with its three files there, checked, writable and in WAL mode. Opened before
/// the actor system starts, because Akka.Persistence.Sql would tell a problem of a file only as calls that do not recover; disposed
/// after it has stopped.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(StorageFiles files, FileStream held)
    {
        Files = files;
        _lock = held;
    }

    public StorageFiles Files { get; }

    /// <summary>Makes the directory and its files where there are none. Throws <see cref="StorageException"/>, one line, for whatever is wrong.</summary>
    public static DataDirectory Open(string path)
    {
        var files = new StorageFiles(Path.GetFullPath(path));
        var directory = new DataDirectory(files, Lock(files));
        try
        {
            foreach (var file in new[] { files.Journal, files.Snapshots, files.Feed })
            {
                SqliteEngine.Open(file).Dispose();
            }

            return directory;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Gives the directory back. A process that is killed gives it back, too.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(StorageFiles files)
    {
        try
        {
            Directory.CreateDirectory(files.Directory);

            // The operating system holds the lock, not the file's being there: no kill leaves it behind.
            var held = new FileStream(files.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            held.Flush();
            return held;
        }
        catch (IOException e) when (IsSharing(e))
        {
            throw new StorageException($"The data directory {files.Directory} is in use by another process.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data directory {files.Directory} cannot be written: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    // EWOULDBLOCK of Linux and of BSD and macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsSharing(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);
}
