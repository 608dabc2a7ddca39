using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>What must hold of what watchers were told, in the manner of etcd's validators of a watch.</summary>
internal sealed class StreamValidator
{
    private readonly Dictionary<long, ToldChange> _known = [];
    private readonly Dictionary<long, HashSet<string>> _concerns = [];
    private ReadModel _model = ReadModel.Empty;

    /// <summary>The view after the last change.</summary>
    public ReadModel Model => _model;

    /// <summary>The whole stream: ordered, unique, without a gap. Every other must agree with it.</summary>
    public void Whole(IReadOnlyList<ToldChange> told)
    {
        for (var i = 0; i < told.Count; i++)
        {
            Assert.True(told[i].Revision == i + 1, $"revision {told[i].Revision} came as number {i + 1}");
            var change = told[i].Read();
            _known.Add(change.Revision, told[i]);
            _concerns.Add(change.Revision, Concerned(change.Publication));
            InOrder(change.Publication);
            _model = _model.Apply([change]);
        }
    }

    /// <summary>What a filter lets through: exactly that of the whole, each word as there; no revision ever means two things.</summary>
    public void Filtered(IReadOnlyList<ToldChange> told, long upTo, Func<ToldChange, bool> matches)
    {
        Assert.Equal(_known.Values.Where(c => c.Revision <= upTo && matches(c)), told.Where(c => c.Revision <= upTo));
    }

    /// <summary>The Call Bridges that carried its object before that change or carry it after.</summary>
    public bool IsConcerned(ToldChange change, string bridge) => _concerns[change.Revision].Contains(bridge);

    private HashSet<string> Concerned(Publication publication)
    {
        IEnumerable<CallBridgeName> bridges = publication switch
        {
            { CallBridge: { } bridge } => [bridge.Name],
            { Call: { } call } => [.. OfCall(_model.Calls.GetValueOrDefault(call.Id)?.View), .. OfCall(call)],
            { Participant: { } p } => [.. _model.Calls[p.Call].Participants.GetValueOrDefault(p.Participant)?.SeenBy ?? [], .. p.SeenBy],
            _ => [],
        };
        return [.. bridges.Select(b => b.Value)];
    }

    private static IEnumerable<CallBridgeName> OfCall(CallView? call) => call?.Instances.Select(i => i.CallBridge) ?? [];

    // Nothing starts twice, nothing changes or ends that is not there, and who is in a call that ends has left before.
    private void InOrder(Publication publication)
    {
        var call = publication.InCall is { } id ? _model.Calls.GetValueOrDefault(id) : null;
        var isThere = publication.Participant is { } p && call?.Participants.ContainsKey(p.Participant) == true;
        var isRight = publication.Type switch
        {
            PublicationType.CallStarted => call is null,
            PublicationType.CallUpdated => call is not null,
            PublicationType.CallEnded => call is { Participants.IsEmpty: true },
            PublicationType.ParticipantJoined => call is not null && !isThere,
            PublicationType.ParticipantUpdated or PublicationType.ParticipantLeft => isThere,
            _ => true,
        };
        Assert.True(isRight, $"{publication.Type} of {publication.InCall} {publication.Participant?.Participant} where it cannot be");
    }
}
