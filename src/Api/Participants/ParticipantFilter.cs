using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
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

    /// <summary>What the best index leaves of the active calls, by id.</summary>
    public IEnumerable<LiveCall> Candidates(ReadModel model) =>
        model.Find(_cluster is { } cluster ? new ClusterName(cluster) : scope.Only is [var only] ? only : null, correlator: null);

    /// <summary>
    /// Offers the call's participants that match, by id. Where all of them match, and all on other pages, they are only counted.
    /// </summary>
    public void Select(LiveCall call, Page<ParticipantView> page)
    {
        if (!scope.Sees(call.View.Cluster) || (_cluster is not null && call.View.Cluster.Value != _cluster))
        {
            return;
        }

        if (TakesWholeCalls && page.IsElsewhere(call.Participants.Count))
        {
            page.Pass(call.Participants.Count);
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
                page.Offer(participant);
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
