using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Lists;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Participants;

/// <summary>
/// What a list of participants is narrowed to (api.md, "Lists"). What is not given matches everybody; a flag that no bridge has
/// told is neither <c>true</c> nor <c>false</c>.
/// </summary>
internal sealed class ParticipantFilter(Parameters parameters, Scope scope)
{
    private readonly string? _cluster = parameters.Text("cluster");
    private readonly string? _callBridge = parameters.Text("callBridge");
    private readonly string? _name = parameters.Text("name");
    private readonly string? _uri = parameters.Text("uri");
    private readonly string? _upperName = parameters.Text("name")?.ToUpperInvariant();
    private readonly string? _upperUri = parameters.Text("uri")?.ToUpperInvariant();
    private readonly string? _state = parameters.Text("state");
    private readonly bool? _presenter = parameters.Flag("presenter");
    private readonly bool? _activeSpeaker = parameters.Flag("activeSpeaker");

    private bool TakesWholeCalls =>
        _callBridge is null && _name is null && _uri is null && _state is null && _presenter is null && _activeSpeaker is null;

    /// <summary>Participants of all active calls, by call and then by participant.</summary>
    public ListQuery<ParticipantView> OfAll => TakesWholeCalls
        ? new WholeRosters(model => model.Find(scope.Narrowed(_cluster), null))
        : ByCall(model => model.Find(scope.Narrowed(_cluster), null), Offer);

    /// <summary>Those of one call, by participant.</summary>
    public ListQuery<ParticipantView> Of(CallId call) => ByCall(
        model => model.Calls.TryGetValue(call, out var found) ? [found] : [],
        (other, list) =>
        {
            if (other.View.Id == call)
            {
                Offer(other, list);
            }
        });

    /// <summary>Likewise, of a call that need not be active.</summary>
    public Selection<ParticipantView> Of(LiveCall call)
    {
        List<ParticipantView> list = [];
        Offer(call, list);
        return new ItemSelection<ParticipantView>([.. list]);
    }

    private static CallByCall<ParticipantView> ByCall(
        Func<ReadModel, IEnumerable<LiveCall>> candidates, Action<LiveCall, List<ParticipantView>> offer) =>
        new(candidates, offer, participant => participant.Call, Compare, isByCall: true);

    private static int Compare(ParticipantView x, ParticipantView y) =>
        x.Call.CompareTo(y.Call) is var order and not 0 ? order : x.Participant.CompareTo(y.Participant);

    private void Offer(LiveCall call, List<ParticipantView> list)
    {
        if (!scope.Sees(call.View.Cluster) || (_cluster is not null && call.View.Cluster.Value != _cluster))
        {
            return;
        }

        if ((_upperUri is not null && !call.Text.MayLeadTo(_upperUri)) || (_upperName is not null && !call.Text.MayName(_upperName)))
        {
            return;
        }

        foreach (var (_, participant) in call.Participants)
        {
            if (Matches(participant))
            {
                list.Add(participant);
            }
        }
    }

    private bool Matches(ParticipantView participant) =>
        (_state is null || participant.State.ToString() == _state)
        && (_presenter is null || participant.Presenter.AsBoolean == _presenter)
        && (_activeSpeaker is null || participant.ActiveSpeaker.AsBoolean == _activeSpeaker)
        && (_name is null || participant.Name.Contains(_name, StringComparison.OrdinalIgnoreCase))
        && (_uri is null || participant.Uri.Contains(_uri, StringComparison.OrdinalIgnoreCase))
        && (_callBridge is null || IsSeenBy(participant, _callBridge));

    private static bool IsSeenBy(ParticipantView participant, string bridge)
    {
        foreach (var name in participant.SeenBy)
        {
            if (name.Value == bridge)
            {
                return true;
            }
        }

        return false;
    }
}
