using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Configuration;

/// <summary>Reads <c>Orchestrator:Storage</c>. What a connection string says is never repeated: it holds a password.</summary>
internal static class StorageReader
{
    public static StorageSettings Read(Section storage, string dataDirectory)
    {
        storage.KnowsOnly("Provider", "ConnectionString");
        var provider = storage.Text("Provider") ?? "Sqlite";
        if (provider.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase))
        {
            return PostgreSql(storage);
        }

        if (!provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            storage.Problem("Provider", "must be Sqlite or PostgreSql");
        }
        else if (storage.Text("ConnectionString") is not null)
        {
            storage.Problem("ConnectionString", "is for PostgreSql: Sqlite's file is under DataDirectory");
        }

        return new StorageSettings.Sqlite(dataDirectory);
    }

    private static StorageSettings.PostgreSql PostgreSql(Section storage)
    {
        var text = storage.RequiredText("ConnectionString");
        if (text.Length > 0 && PostgreSqlServer.Problem(text) is { } problem)
        {
            storage.Problem("ConnectionString", problem);
        }

        return new StorageSettings.PostgreSql(Secret.Of(text));
    }
}
