namespace CmsOrchestrator.Nodes.Rows;

/// <summary>What one run of a row took.</summary>
/// <param name="Connected">Until every Call Bridge was connected from another node; null where none had to be.</param>
/// <param name="Truth">Until the nodes that are left showed what the Call Bridges know.</param>
/// <param name="Whole">From the mending until all nodes were ready and showed that.</param>
/// <param name="Two">The longest time for which a Call Bridge heard two nodes.</param>
internal sealed record RowFigures(TimeSpan? Connected, TimeSpan? Truth, TimeSpan Whole, TimeSpan Two);
