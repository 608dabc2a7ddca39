using Akka.Configuration;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>The files of <c>hocon/</c>, as they lie beside the program.</summary>
public static class HoconFile
{
    public const string Base = "base";
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";
    public const string Cluster = "cluster";

    /// <summary>One file, by its name without extension. A file that is missing or malformed throws: the installation is broken.</summary>
    public static Config Load(string name) =>
        ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", name + ".conf")));
}
