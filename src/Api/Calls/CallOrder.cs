using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Calls;

/// <summary>The orders that a list of calls may have; ties by id, ascending, whatever the direction.</summary>
internal static class CallOrder
{
    /// <summary>
    /// The order asked for. Null is the order of the read model: by id, and an id begins with the milliseconds of the start.
    /// </summary>
    public static Comparison<CallView>? Read(Parameters parameters) =>
        parameters.Word("sort", "startedAt", "-startedAt", "name", "-name", "participants", "-participants") switch
        {
            "-startedAt" => (x, y) => Then(y.StartedAt.CompareTo(x.StartedAt), x, y),
            "name" => (x, y) => Then(string.Compare(x.Name, y.Name, StringComparison.OrdinalIgnoreCase), x, y),
            "-name" => (x, y) => Then(string.Compare(y.Name, x.Name, StringComparison.OrdinalIgnoreCase), x, y),
            "participants" => (x, y) => Then(x.Participants.CompareTo(y.Participants), x, y),
            "-participants" => (x, y) => Then(y.Participants.CompareTo(x.Participants), x, y),
            _ => null,
        };

    private static int Then(int order, CallView x, CallView y) => order != 0 ? order : x.Id.CompareTo(y.Id);
}
