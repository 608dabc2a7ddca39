using CmsOrchestrator.Nodes.Checks;
using CmsOrchestrator.Support;
using Npgsql;

namespace CmsOrchestrator.Nodes.Proofs;

/// <summary>That the check of the journal sees what it is for.</summary>
[NeedsPostgreSql]
public sealed class JournalCheckTests
{
    [StorageFact]
    public async Task Writers_may_follow_each_other_but_neither_take_turns_nor_write_one_number_twice()
    {
        Assert.Null(await ProblemAsync("('a', 1, 'x'), ('a', 2, 'x'), ('a', 3, 'y'), ('b', 1, 'x')"));
        Assert.Contains("took turns: a", await ProblemAsync("('a', 1, 'x'), ('a', 2, 'y'), ('a', 3, 'x')"), StringComparison.Ordinal);
        Assert.Contains("one sequence number: a: 1 by x, 2 by ", await ProblemAsync("('a', 1, 'x'), ('a', 2, 'x'), ('a', 2, 'y')"), StringComparison.Ordinal);
    }

    private static async Task<string?> ProblemAsync(string rows)
    {
        var database = TestPostgreSql.Shared.CreateDatabase();
        TestPostgreSql.Shared.Execute(
            new NpgsqlConnectionStringBuilder(database).Database!,
            $"CREATE TABLE journal (persistence_id text, sequence_number bigint, writer_uuid text); INSERT INTO journal VALUES {rows}");
        return await JournalCheck.ProblemAsync(database);
    }
}
