using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Calls;

/// <summary>The orders that a list of calls may have; ties by id, ascending, whatever the direction.</summary>
/// <param name="OfEnded">The same order, of ended calls.</param>
/// <param name="IsById">By id, which begins with the milliseconds of the start: the order of the read model.</param>
internal sealed record CallOrder(Comparison<CallView> Compare, HistoryOrder OfEnded, bool IsById = false)
{
    public static CallOrder Read(Parameters parameters) =>
        parameters.Word("sort", "startedAt", "-startedAt", "name", "-name", "participants", "-participants") switch
        {
            "-startedAt" => new((x, y) => Then(y.StartedAt.CompareTo(x.StartedAt), x, y), HistoryOrder.StartDescending),
            "name" => new((x, y) => Then(string.Compare(x.Name, y.Name, StringComparison.OrdinalIgnoreCase), x, y), HistoryOrder.Name),
            "-name" => new((x, y) => Then(string.Compare(y.Name, x.Name, StringComparison.OrdinalIgnoreCase), x, y), HistoryOrder.NameDescending),

            // Nobody is in a call that has ended.
            "participants" => new((x, y) => Then(x.Participants.CompareTo(y.Participants), x, y), HistoryOrder.Id),
            "-participants" => new((x, y) => Then(y.Participants.CompareTo(x.Participants), x, y), HistoryOrder.Id),
            _ => new((x, y) => x.Id.CompareTo(y.Id), HistoryOrder.Id, IsById: true),
        };

    private static int Then(int order, CallView x, CallView y) => order != 0 ? order : x.Id.CompareTo(y.Id);
}
