using Microsoft.AspNetCore.Connections;

namespace CmsOrchestrator.Api.Limits;

/// <summary>Counts the connections of all clients, on all addresses; one beyond what is in force is closed before anything is read from it.</summary>
internal sealed class OpenConnections(LimitsInForce limits)
{
    private int _open;
    private long _rejected;

    /// <summary>Connections that were turned away so far.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref _open) > limits.Now.Connections)
            {
                Interlocked.Increment(ref _rejected);
                await connection.DisposeAsync();
                return;
            }

            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
