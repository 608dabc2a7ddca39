using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>What errors of PostgreSQL and of the way to it mean to who runs the program: a line, to follow the database's name.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>Null for an error that is not the database's.</summary>
    public static string? Cause(Exception error) => error switch
    {
        PostgresException e => OfServer(e),
        NpgsqlException { InnerException: { } inner } => Cause(inner) ?? OfWay(inner),
        NpgsqlException or SocketException or IOException or TimeoutException => OfWay(error),
        _ => null,
    };

    /// <summary>Nobody listens there yet, or whoever does is not ready yet.</summary>
    public static bool MayBeStarting(Exception? error) => error switch
    {
        PostgresException e => e.SqlState == PostgresErrorCodes.CannotConnectNow,
        SocketException e => e.SocketErrorCode == SocketError.ConnectionRefused,
        NpgsqlException e => MayBeStarting(e.InnerException),
        _ => false,
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static string OfServer(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "does not let this user in: " + Line(error.MessageText),
        PostgresErrorCodes.InvalidCatalogName => "is not there.",
        PostgresErrorCodes.InsufficientPrivilege => "does not let this user work: " + Line(error.MessageText),
        PostgresErrorCodes.TooManyConnections => "has no connection left: " + Line(error.MessageText),
        PostgresErrorCodes.DiskFull => "cannot grow: the disk is full.",
        PostgresErrorCodes.OutOfMemory => "is out of memory.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "is read-only: a standby, or set so.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "shuts down.",
        PostgresErrorCodes.CannotConnectNow => "is starting or shutting down.",
        PostgresErrorCodes.QueryCanceled => "did not answer in time.",
        _ => $"failed: {Line(error.MessageText)}",
    };

    private static string OfWay(Exception error) => error switch
    {
        TimeoutException or { InnerException: TimeoutException } => "did not answer in time.",
        SocketException e => "cannot be reached: " + Line(e.Message),
        AuthenticationException e => "cannot be trusted: " + Line(e.Message),
        IOException e => "was lost: " + Line(e.Message),
        _ => "failed: " + Line(error.Message),
    };

    private static string Line(string text) => text.ReplaceLineEndings(" ").TrimEnd('.', ' ') + ".";
}
