using System.Globalization;
using Akka.Configuration;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Model;
using CmsOrchestrator.Support;
using Npgsql;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>A database of its own.</summary>
internal sealed class PostgreSqlPlace : IStorePlace
{
    private readonly List<PostgreSqlServer> _servers = [];
    private readonly TestPostgreSql _server;
    private readonly bool _isItsOwn;

    public PostgreSqlPlace()
        : this(TestPostgreSql.Shared, "")
    {
    }

    private PostgreSqlPlace(TestPostgreSql server, string more)
    {
        _server = server;
        ConnectionString = server.CreateDatabase() + more;
    }

    private PostgreSqlPlace(TestPostgreSql server)
        : this(server, ";Timeout=2;Command Timeout=2;Cancellation Timeout=500") => _isItsOwn = true;

    /// <summary>On a server that only this has, to do harm to; whoever waits for it gives up after two seconds.</summary>
    public static PostgreSqlPlace Alone(params string[] options) => new(TestPostgreSql.Start(options));

    public TestPostgreSql Server => _server;

    public string ConnectionString { get; }

    public string Name => $"PostgreSQL database {new NpgsqlConnectionStringBuilder(ConnectionString).Database} at 127.0.0.1:{_server.Port}";

    public FeedStore Open(TimeProvider time) => FeedStore.Open(Connected(), time);

    /// <summary>As the program opens it: the age of the feed's rows is by the server's clock.</summary>
    public FeedStore OpenByServer() => FeedStore.Open(Connected());

    public FeedReader OpenReader() => FeedReader.Of(Connected());

    public Config Config
    {
        get
        {
            using var tables = Open(TimeProvider.System);
            tables.Start(Instant.Of(DateTimeOffset.UtcNow));
            return StorageConfig.PostgreSql(_servers[^1]);
        }
    }

    public void Close()
    {
        _servers.ForEach(opened => opened.Dispose());
        _servers.Clear();
    }

    public List<string> Texts(Tables tables, string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return texts;
    }

    public FeedDatabases Databases() => FeedDatabases.Open(Connected());

    public List<string> TableNames(Tables tables) => Texts(tables, "SELECT relname FROM pg_class WHERE relkind = 'r'");

    public string TextOf(string column) => $"convert_from({column}, 'UTF8')";

    public void Run(Tables tables, string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Refuse(Tables tables, string table, string operation, string message, string condition) => Run(tables, $"""
        CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
        CREATE TRIGGER refuse BEFORE {operation} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION refuse('{message}')
        """);

    public void Allow(Tables tables, string table) => Run(tables, $"DROP TRIGGER refuse ON {table}");

    public void SetVersion(int version) => Run(Tables.Feed, $"UPDATE schema_version SET version = {version} WHERE part = 'feed'");

    // Akka's own pool: a server has only so many connections.
    public void Dispose()
    {
        Close();
        NpgsqlConnection.ClearAllPools();
        if (_isItsOwn)
        {
            _server.Dispose();
        }
    }

    private PostgreSqlServer Connected()
    {
        var opened = new PostgreSqlServer(ConnectionString);
        _servers.Add(opened);
        return opened;
    }

    private NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }
}
