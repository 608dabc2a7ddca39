using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Support;
using Npgsql;

namespace CmsOrchestrator.Actors.Tests.Databases;

[NeedsPostgreSql]
public sealed class PostgreSqlServerTests
{
    [StorageFact]
    public void A_transaction_that_stands_still_is_ended_whatever_else_the_connection_string_asks_of_the_server()
    {
        Assert.Equal("5s", Setting("", "idle_in_transaction_session_timeout"));
        Assert.Equal("5s", Setting(";Options=-c lock_timeout=7s", "idle_in_transaction_session_timeout"));
        Assert.Equal("7s", Setting(";Options=-c lock_timeout=7s", "lock_timeout"));
    }

    [StorageFact]
    public void What_the_connection_string_says_of_the_same_limit_counts() => Assert.Equal(
        "42s", Setting(";Options=-c idle_in_transaction_session_timeout=42s", "idle_in_transaction_session_timeout"));

    // As the journal's plugin, which is given the string, would have it.
    private static string? Setting(string more, string name)
    {
        using var server = new PostgreSqlServer(TestPostgreSql.Shared.CreateDatabase() + more);
        using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        connection.Open();
        using var show = new NpgsqlCommand("SHOW " + name, connection);
        return show.ExecuteScalar() as string;
    }
}
