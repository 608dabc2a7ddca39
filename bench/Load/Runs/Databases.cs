using CmsOrchestrator.Support;

namespace CmsOrchestrator.Load.Runs;

/// <summary>A PostgreSQL server of its own that writes as a production server does.</summary>
internal sealed class Databases : IDisposable
{
    private readonly TestPostgreSql _server =
        TestPostgreSql.Start("fsync=on", "full_page_writes=on", "synchronous_commit=on", "shared_buffers=128MB", "max_wal_size=2GB");

    /// <summary>Whether PostgreSQL is installed.</summary>
    public static bool CanBeHad => PostgreSqlInstallation.Missing is null;

    /// <summary>Makes an empty database; how to connect to it.</summary>
    public string Create() => _server.CreateDatabase();

    public void Dispose() => _server.Dispose();
}
