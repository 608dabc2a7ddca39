using System.Text.Json;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Calls;

/// <summary>A page out of two lists that have one order.</summary>
internal sealed class MergedPage
{
    private readonly List<CallView> _items = [];

    /// <param name="rows">Those that come next, one more than fits on the page if there are so many.</param>
    public MergedPage(IReadOnlyList<CallView> live, int offset, IReadOnlyList<HistoryRow> rows, Comparison<CallView> compare, int limit)
    {
        Offset = offset;
        var place = 0;
        var row = Read(rows, place);
        while (_items.Count < limit && (Offset < live.Count || row is not null))
        {
            if (row is null || (Offset < live.Count && compare(live[Offset], row) < 0))
            {
                _items.Add(live[Offset++]);
            }
            else
            {
                _items.Add(row);
                LastRow = rows[place++].Revision;
                row = Read(rows, place);
            }
        }

        IsLast = Offset >= live.Count && row is null;
    }

    public IReadOnlyList<CallView> Items => _items;

    /// <summary>How far it has come with the live ones.</summary>
    public int Offset { get; private set; }

    /// <summary>How far with the rows; null if none is on this page.</summary>
    public long? LastRow { get; }

    public bool IsLast { get; }

    private static CallView? Read(IReadOnlyList<HistoryRow> rows, int place) =>
        place < rows.Count ? JsonSerializer.Deserialize(rows[place].Body, ViewJson.Default.CallView) : null;
}
