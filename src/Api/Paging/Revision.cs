using System.Collections.Immutable;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Paging;

/// <summary>Everything a list is made of, as of one revision: all pages of a walk are cut from one of these.</summary>
internal sealed record Revision(ReadModel Model, ImmutableArray<ClusterName> ConfiguredClusters, HeldLists Lists)
{
    public long Number => Model.Revision;
}
