using CmsOrchestrator.Nodes.Checks;
using CmsOrchestrator.Support;
using Npgsql;

namespace CmsOrchestrator.Nodes.Proofs;

/// <summary>That the check of the journal sees what it is for.</summary>
[NeedsPostgreSql]
public sealed class JournalCheckTests
{
    [StorageFact]
    public async Task Rows_are_written_in_the_order_of_their_numbers_and_none_twice()
    {
        Assert.Null(await ProblemAsync("('a', 1, 'x'), ('b', 1, 'x'), ('a', 2, 'y'), ('a', 3, 'x')"));
        Assert.Contains("after a later one: a: 1 by x, 2 by y, 3 by x", await ProblemAsync("('a', 1, 'x'), ('a', 3, 'x'), ('a', 2, 'y')"), StringComparison.Ordinal);
        Assert.Contains("one sequence number: a: 1 by x, 2 by ", await ProblemAsync("('a', 1, 'x'), ('a', 2, 'x'), ('a', 2, 'y')"), StringComparison.Ordinal);
    }

    private static async Task<string?> ProblemAsync(string rows)
    {
        var database = TestPostgreSql.Shared.CreateDatabase();
        TestPostgreSql.Shared.Execute(
            new NpgsqlConnectionStringBuilder(database).Database!,
            "CREATE TABLE journal (ordering bigint GENERATED ALWAYS AS IDENTITY, persistence_id text, sequence_number bigint, writer_uuid text); "
            + $"INSERT INTO journal (persistence_id, sequence_number, writer_uuid) VALUES {rows}");
        return await JournalCheck.ProblemAsync(database);
    }
}
