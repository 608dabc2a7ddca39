namespace CmsOrchestrator.Actors.Databases;

/// <summary>An open database with the statements that were run on it, each prepared once. For one thread at a time.</summary>
internal sealed class Statements(Database database) : IDisposable
{
    private readonly Dictionary<string, Statement> _prepared = new(StringComparer.Ordinal);

    public Database Database => database;

    /// <summary>The statement of that text; of texts there are few, values being parameters.</summary>
    public Statement Of(string sql) => _prepared.TryGetValue(sql, out var statement) ? statement : _prepared[sql] = database.Prepare(sql);

    public void Dispose() => database.Dispose();
}
