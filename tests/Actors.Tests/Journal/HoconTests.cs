using Akka.Configuration;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Journal;
using Npgsql;

namespace CmsOrchestrator.Actors.Tests.Journal;

public sealed class HoconTests
{
    [Theory]
    [InlineData(HoconFile.Base)]
    [InlineData(HoconFile.Sqlite)]
    [InlineData(HoconFile.PostgreSql)]
    [InlineData(HoconFile.Cluster)]
    public void Every_file_is_beside_the_program_and_can_be_read(string name) => Assert.True(HoconFile.Load(name).HasPath("akka"));

    [Fact]
    public void SQLite_has_a_file_each_and_the_common_settings()
    {
        var files = new StorageFiles("/data");
        var config = StorageConfig.Sqlite(files);

        Assert.Equal("SQLite.MS", config.GetString("akka.persistence.journal.sql.provider-name"));
        Assert.Equal("SQLite.MS", config.GetString("akka.persistence.snapshot-store.sql.provider-name"));
        Assert.Equal("journal", config.GetString("akka.persistence.journal.sql.default.journal.table-name"));
        Assert.Equal(files.JournalConnection, config.GetString("akka.persistence.journal.sql.connection-string"));
        Assert.Equal(files.SnapshotConnection, config.GetString("akka.persistence.snapshot-store.sql.connection-string"));
    }

    [Theory]
    [InlineData("a\\b'c;d")]
    [InlineData("${HOME} # // {}[]=:,")]
    [InlineData("\\\"ü\\u0041\\n")]
    public void A_password_arrives_as_it_is(string password)
    {
        using var server = new PostgreSqlServer(new NpgsqlConnectionStringBuilder { Host = "db", Password = password }.ConnectionString);
        var config = StorageConfig.PostgreSql(server);

        foreach (var plugin in new[] { "journal", "snapshot-store" })
        {
            var arrived = new NpgsqlConnectionStringBuilder(config.GetString($"akka.persistence.{plugin}.sql.connection-string"));
            Assert.Equal(password, arrived.Password);
            Assert.Equal("PostgreSQL.15", config.GetString($"akka.persistence.{plugin}.sql.provider-name"));
        }
    }

    [Fact]
    public void No_file_of_the_tree_has_a_connection_string()
    {
        foreach (var name in new[] { HoconFile.Base, HoconFile.Sqlite, HoconFile.PostgreSql, HoconFile.Cluster })
        {
            Config config = HoconFile.Load(name);
            Assert.Equal("", config.GetString("akka.persistence.journal.sql.connection-string", ""));
            Assert.Equal("", config.GetString("akka.persistence.snapshot-store.sql.connection-string", ""));
        }
    }
}
