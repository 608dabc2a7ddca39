using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>What an error of Akka.Persistence means to who runs the program: one line, without any secret.</summary>
internal static class StorageProblem
{
    /// <summary>What the journal's database has to say; null where the error is not the database's.</summary>
    public static string? Of(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if ((cause is SqliteException e ? SqliteErrors.Cause(e) : PostgreSqlErrors.Cause(cause)) is { } found)
            {
                return "The journal " + found;
            }
        }

        return null;
    }

    /// <summary>The same, or what the error says of itself.</summary>
    public static string Line(Exception error) => Of(error) ?? error.Message.ReplaceLineEndings(" ");
}
