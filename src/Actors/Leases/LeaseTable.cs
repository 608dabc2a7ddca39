using CmsOrchestrator.Actors.Databases;
using Npgsql;

namespace CmsOrchestrator.Actors.Leases;

/// <summary>
/// Leases in PostgreSQL. A statement that waits for the row sees it as it is once it has it (READ COMMITTED), and asks the clock then,
/// not when its transaction began: an expired lease is taken once, and one that was renewed meanwhile is not.
/// </summary>
/// <param name="server">Stays the caller's to dispose of.</param>
public sealed class LeaseTable(PostgreSqlServer server) : ILeaseTable
{
    public async Task<long?> AcquireAsync(string name, string owner, TimeSpan timeToLive, CancellationToken cancellation)
    {
        await using var acquire = Command(
            """
            INSERT INTO lease (name, owner, fence, expires) VALUES ($1, $2, 1, clock_timestamp() + $3)
            ON CONFLICT (name) DO UPDATE SET owner = $2, fence = lease.fence + 1, expires = clock_timestamp() + $3
            WHERE lease.owner = $2 OR lease.expires <= clock_timestamp()
            RETURNING fence
            """,
            name, owner, timeToLive);
        return await acquire.ExecuteScalarAsync(cancellation) as long?;
    }

    public async Task<bool> RenewAsync(string name, string owner, long fence, TimeSpan timeToLive, CancellationToken cancellation)
    {
        await using var renew = Command(
            """
            UPDATE lease SET expires = clock_timestamp() + $4
            WHERE name = $1 AND owner = $2 AND fence = $3 AND expires > clock_timestamp()
            """,
            name, owner, fence, timeToLive);
        return await renew.ExecuteNonQueryAsync(cancellation) == 1;
    }

    public async Task ReleaseAsync(string name, string owner, long fence, CancellationToken cancellation)
    {
        // The row stays, and with it the number that the next acquisition goes on from.
        await using var release = Command(
            "UPDATE lease SET expires = 'epoch' WHERE name = $1 AND owner = $2 AND fence = $3", name, owner, fence);
        await release.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<LeaseRow?> FindAsync(string name, CancellationToken cancellation)
    {
        await using var find = Command("SELECT owner, fence, expires, expires <= clock_timestamp() FROM lease WHERE name = $1", name);
        await using var row = await find.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new LeaseRow(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetBoolean(3))
            : null;
    }

    public async Task<bool> IsAnyHeldAsync(CancellationToken cancellation)
    {
        await using var find = Command("SELECT EXISTS (SELECT FROM lease WHERE expires > clock_timestamp())");
        return (bool)(await find.ExecuteScalarAsync(cancellation))!;
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = server.Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
