using System.Text.Json;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Api.Lists;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Calls;

/// <summary>A page out of two lists that have one order.</summary>
internal sealed class MergedPage
{
    private readonly List<CallView> _items = [];

    /// <param name="rows">Those that come next, one more than fits on the page if there are so many.</param>
    public MergedPage(Selection<CallView> live, long offset, IReadOnlyList<HistoryRow> rows, Comparison<CallView> compare, int limit)
    {
        Offset = offset;
        var ahead = live.Slice(offset, limit);
        var (taken, place) = (0, 0);
        var row = Read(rows, place);
        while (_items.Count < limit && (taken < ahead.Length || row is not null))
        {
            if (row is null || (taken < ahead.Length && compare(ahead[taken], row) < 0))
            {
                _items.Add(ahead[taken++]);
            }
            else
            {
                _items.Add(row);
                LastRow = rows[place++].Revision;
                row = Read(rows, place);
            }
        }

        Offset += taken;
        IsLast = Offset >= live.Count && row is null;
    }

    public IReadOnlyList<CallView> Items => _items;

    /// <summary>How far it has come with the live ones.</summary>
    public long Offset { get; }

    /// <summary>How far with the rows; null if none is on this page.</summary>
    public long? LastRow { get; }

    public bool IsLast { get; }

    private static CallView? Read(IReadOnlyList<HistoryRow> rows, int place) =>
        place < rows.Count ? JsonSerializer.Deserialize(rows[place].Body, ViewJson.Default.CallView) : null;
}
