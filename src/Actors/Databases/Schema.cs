namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// Tables, as the steps that make them. The database counts the steps done; a step that was ever released is never changed, a new
/// version adds one.
/// </summary>
/// <param name="part">Which tables; a database may have several parts, each with steps of its own.</param>
internal sealed class Schema(string part, params IReadOnlyList<string> steps)
{
    /// <summary>
    /// Brings the tables to this version, each step in a transaction and only one process at a time. A newer version is refused: what
    /// it means is not known here.
    /// </summary>
    public void Upgrade(Database database)
    {
        while (database.Commit(() => Step(database)))
        {
            // One step after the other.
        }
    }

    private bool Step(Database database)
    {
        var version = database.Engine.LockVersion(database, part);
        if (version > steps.Count)
        {
            throw new StorageException(
                $"{database.Name} was written by a newer version of the program (schema {version}, this one knows {steps.Count}).");
        }

        if (version == steps.Count)
        {
            return false;
        }

        database.Run(database.Engine.Ddl(steps[(int)version]));
        database.Engine.SetVersion(database, part, version + 1);
        return true;
    }
}
