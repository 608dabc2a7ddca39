using Npgsql;

namespace CmsOrchestrator.Nodes.Checks;

/// <summary>What the journal shows of who wrote.</summary>
internal static class JournalCheck
{
    // A writer is one run of one aggregate. Two that took turns would be two owners.
    private const string Turns = """
        SELECT persistence_id, count(*) FILTER (WHERE is_turn) - count(DISTINCT writer_uuid) AS excess
        FROM (SELECT persistence_id, writer_uuid,
                     writer_uuid IS DISTINCT FROM lag(writer_uuid) OVER (PARTITION BY persistence_id ORDER BY sequence_number) AS is_turn
              FROM journal) AS rows
        GROUP BY persistence_id HAVING count(*) FILTER (WHERE is_turn) > count(DISTINCT writer_uuid)
        """;

    private const string Twice =
        "SELECT persistence_id, sequence_number FROM journal GROUP BY persistence_id, sequence_number HAVING count(*) > 1";

    /// <summary>What is wrong; null where nothing is.</summary>
    public static async Task<string?> ProblemAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var connection = await source.OpenConnectionAsync();
        var (what, id) = await FirstAsync(connection, Twice) is { } twice ? ("two rows of one sequence number", twice)
            : await FirstAsync(connection, Turns) is { } turns ? ("two writers that took turns", turns)
            : ("", null);
        return id is null ? null : $"journal: {what}: {id}: {await RowsAsync(connection, id)}";
    }

    private static async Task<string?> FirstAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string;
    }

    private static async Task<string> RowsAsync(NpgsqlConnection connection, string id)
    {
        await using var command = new NpgsqlCommand(
            "SELECT string_agg(sequence_number || ' by ' || writer_uuid, ', ' ORDER BY sequence_number) FROM journal WHERE persistence_id = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = id } },
        };
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
