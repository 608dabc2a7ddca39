using Npgsql;

namespace CmsOrchestrator.Nodes.Checks;

/// <summary>What the journal shows of who wrote.</summary>
internal static class JournalCheck
{
    // Whoever owns a call writes its rows one after the other: one that was written late would be a former owner's. The writers' names
    // do not tell: one is a process, and a CMS cluster may well come back to it.
    private const string Late = """
        SELECT persistence_id
        FROM (SELECT persistence_id, ordering < lag(ordering) OVER (PARTITION BY persistence_id ORDER BY sequence_number) AS is_late
              FROM journal) AS rows
        WHERE is_late
        """;

    private const string Twice =
        "SELECT persistence_id, sequence_number FROM journal GROUP BY persistence_id, sequence_number HAVING count(*) > 1";

    /// <summary>What is wrong; null where nothing is.</summary>
    public static async Task<string?> ProblemAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var connection = await source.OpenConnectionAsync();
        var (what, id) = await FirstAsync(connection, Twice) is { } twice ? ("two rows of one sequence number", twice)
            : await FirstAsync(connection, Late) is { } late ? ("a row written after a later one", late)
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
