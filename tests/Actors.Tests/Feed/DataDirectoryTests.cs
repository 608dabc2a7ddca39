using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>What is wrong at a start is one line that names the file and the cause.</summary>
public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StorageFiles _files;

    public DataDirectoryTests() => _files = new StorageFiles(_directory.Path);

    public static TheoryData<string> Names { get; } = ["journal.db", "snapshots.db", "feed.db"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_directory_and_its_files_are_made_in_WAL_mode()
    {
        var path = Path.Combine(_directory.Path, "not", "yet");
        using var data = DataDirectory.Open(path);

        Assert.Equal(path, data.Files.Directory);
        Assert.All([data.Files.Journal, data.Files.Snapshots, data.Files.Feed], file => Assert.Equal(["wal"], Sqlite.Texts(file, "PRAGMA journal_mode")));
    }

    [Fact]
    public void A_second_process_on_the_same_directory_is_refused_and_welcome_when_the_first_is_gone()
    {
        using (DataDirectory.Open(_directory.Path))
        {
            Assert.Equal($"The data directory {_directory.Path} is in use by another process.", Problem());
        }

        DataDirectory.Open(_directory.Path).Dispose();
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_named()
    {
        var path = Path.Combine(_directory.Path, "file", "data");
        File.WriteAllText(Path.Combine(_directory.Path, "file"), "");

        var error = Assert.Throws<StorageException>(() => DataDirectory.Open(path));

        Assert.StartsWith($"The data directory {path} cannot be written: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_is_no_database_is_named(string name)
    {
        File.WriteAllText(Path.Combine(_directory.Path, name), new string('x', 5000));

        Assert.Equal($"{Path.Combine(_directory.Path, name)} is not a database: it is corrupt, or something else.", Problem());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_with_damaged_pages_is_named(string name)
    {
        var file = Path.Combine(_directory.Path, name);
        Sqlite.Run(file, "CREATE TABLE t (x TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO t SELECT printf('%0100d', i) FROM n");
        using (var stream = File.OpenWrite(file))
        {
            stream.Position = 4096;
            stream.Write(new byte[8192]);
        }

        Assert.StartsWith($"{file} is corrupt: ", Problem(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_was_cut_off_is_named(string name)
    {
        var file = Path.Combine(_directory.Path, name);
        Sqlite.Run(file, "CREATE TABLE t (x TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO t SELECT printf('%0100d', i) FROM n");
        using (var stream = File.OpenWrite(file))
        {
            stream.SetLength(8192);
        }

        Assert.StartsWith($"{file} is corrupt: ", Problem(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_is_read_only_is_named(string name)
    {
        DataDirectory.Open(_directory.Path).Dispose();
        var file = Path.Combine(_directory.Path, name);
        File.SetAttributes(file, FileAttributes.ReadOnly);

        Assert.Equal($"{file} is read-only.", Problem());
        File.SetAttributes(file, FileAttributes.Normal);
    }

    [Fact]
    public void A_file_that_another_process_locks_is_waited_for_and_then_named()
    {
        DataDirectory.Open(_directory.Path).Dispose();
        using var locked = Sqlite.Locked(_files.Snapshots);

        Assert.Equal($"{_files.Snapshots} is locked by another process; waited 5 s for it.", Problem());
    }

    [Fact]
    public void After_a_problem_the_directory_is_free_again()
    {
        File.WriteAllText(_files.Feed, new string('x', 5000));
        Problem();
        File.Delete(_files.Feed);

        DataDirectory.Open(_directory.Path).Dispose();
    }

    private string Problem()
    {
        var message = Assert.Throws<StorageException>(() => DataDirectory.Open(_directory.Path)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
