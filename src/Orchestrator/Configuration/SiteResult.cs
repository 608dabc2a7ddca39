using System.Collections.Immutable;

namespace CmsOrchestrator.Configuration;

/// <summary>A configuration that was read: good as a whole, or every problem of it.</summary>
internal abstract record SiteResult
{
    private SiteResult()
    {
    }

    public sealed record Valid(Site Site) : SiteResult;

    public sealed record Invalid(ImmutableArray<ConfigurationProblem> Problems) : SiteResult;
}
