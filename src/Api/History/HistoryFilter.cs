using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Api.History;

/// <summary>What a list of history is narrowed to (api.md, "Lists").</summary>
internal static class HistoryFilter
{
    public static HistoryQuery Read(HistoryOf of, Parameters parameters, Scope scope)
    {
        var query = new HistoryQuery
        {
            Of = of,
            From = parameters.Time("from"),
            To = parameters.Time("to"),
            Cluster = parameters.Text("cluster") is { } cluster ? new ClusterName(cluster) : null,
            OnlyClusters = scope.Only,
            Correlator = parameters.Id("callCorrelator") is { } correlator ? new CallCorrelator(correlator) : null,
            Name = parameters.Text("name"),
            Uri = parameters.Text("uri"),
            Participant = parameters.Id("participant") is { } participant ? new ParticipantId(participant) : null,
        };
        if (query.From > query.To)
        {
            parameters.Refuse("from", "it is later than to.");
        }

        return query;
    }
}
