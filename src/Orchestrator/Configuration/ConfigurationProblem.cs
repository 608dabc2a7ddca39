namespace CmsOrchestrator.Configuration;

/// <summary>
/// One thing that is wrong with the configuration: where (<c>Orchestrator:Clusters:emea:CallBridges:lon1:Url</c>, or a file), and
/// what. A value is never repeated in it: a secret may stand in the wrong place.
/// </summary>
internal sealed record ConfigurationProblem(string Path, string What)
{
    public override string ToString() => $"{Path}: {What}";
}
