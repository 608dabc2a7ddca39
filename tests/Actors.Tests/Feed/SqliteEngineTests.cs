using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class SqliteEngineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _path;

    public SqliteEngineTests() => _path = Path.Combine(_directory.Path, "feed.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Our_connections_write_through_to_the_disk()
    {
        using var file = SqliteEngine.Open(_path);

        Assert.Equal("wal", file.Scalar("PRAGMA journal_mode"));
        Assert.Equal(2, file.Number("PRAGMA synchronous"));
    }

    [Fact]
    public void A_full_disk_is_one_line_undoes_the_transaction_and_is_over_when_there_is_room_again()
    {
        using var file = SqliteEngine.Open(_path);
        file.Run("CREATE TABLE t (x TEXT)");
        file.Run("PRAGMA max_page_count = 10");

        var error = Assert.Throws<StorageException>(() => Fill(file));
        Assert.Equal(_path + " cannot grow: the disk is full.", error.Message);
        Assert.Equal(0, file.Number("SELECT count(*) FROM t"));

        file.Run("PRAGMA max_page_count = 1000");
        Fill(file);
        Assert.Equal(20, file.Number("SELECT count(*) FROM t"));
    }

    [Fact]
    public void What_fails_for_another_reason_undoes_the_transaction_too()
    {
        using var file = SqliteEngine.Open(_path);
        file.Run("CREATE TABLE t (x TEXT)");

        Assert.Throws<InvalidDataException>(() => file.Commit<int>(() =>
        {
            file.Run("INSERT INTO t VALUES ('x')");
            throw new InvalidDataException("not this one");
        }));

        Assert.Equal(0, file.Number("SELECT count(*) FROM t"));
        Fill(file);
    }

    private static void Fill(Database file) => file.Commit(() =>
    {
        for (var i = 0; i < 20; i++)
        {
            file.Run("INSERT INTO t VALUES (hex(zeroblob(2000)))");
        }

        return true;
    });
}
