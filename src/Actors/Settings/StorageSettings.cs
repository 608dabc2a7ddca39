namespace CmsOrchestrator.Actors.Settings;

/// <summary>Where everything durable is (api.md, "Configuration").</summary>
public abstract record StorageSettings
{
    private StorageSettings()
    {
    }

    /// <summary>Files in a directory of this process alone.</summary>
    public sealed record Sqlite(string Directory) : StorageSettings;

    /// <summary>A database, by a connection string as Npgsql has it; it may hold a password.</summary>
    public sealed record PostgreSql(Secret ConnectionString) : StorageSettings;
}
