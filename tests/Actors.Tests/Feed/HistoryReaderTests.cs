using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class HistoryReaderOnSqlite() : HistoryReaderTests(() => new SqlitePlace())
{
    [Theory]
    [InlineData(HistoryOf.Calls, "history_calls_span")]
    [InlineData(HistoryOf.Participants, "history_participants_span")]
    public void What_overlaps_a_time_is_a_range_of_an_index_whatever_the_age_of_the_deployment(HistoryOf of, string index)
    {
        using var database = Actors.Databases.SqliteEngine.OpenToRead(Fixture.Place.Name);
        var sql = new HistorySql(database.Engine, new HistoryQuery { Of = of, From = Now, To = Now }, Everything);
        var plan = sql.Plan(database);
        Assert.Equal(3, plan.Count(step => step.Contains($"USING INDEX {index} (span=?", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN history", StringComparison.Ordinal));
    }
}

[NeedsPostgreSql]
public sealed class HistoryReaderOnPostgreSql() : HistoryReaderTests(() => new PostgreSqlPlace());

/// <summary>Random history, asked at random, against the same question put to a list.</summary>
public abstract class HistoryReaderTests : IDisposable
{
    private static readonly string[] Clusters = ["amer", "apac", "emea"];
    private static readonly string[] Names = ["", "Weekly", "week 50%", "a_b", "Zo\u00eb \u00df", "\\"];
    private static readonly double[] Lengths = [0, 0.5, 1, 1.001, 23, 24, 25, 700];
    private readonly FeedReader _reader;

    private protected HistoryReaderTests(Func<IStorePlace> place)
    {
        Fixture = new StoreFixture(place());
        _reader = Fixture.Place.OpenReader();
    }

    private protected StoreFixture Fixture { get; }

    private protected static HistoryMoment Everything => new(long.MaxValue, new Instant(0));

    public void Dispose()
    {
        _reader.Dispose();
        Fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public async Task Whatever_is_asked_the_rows_are_those_that_match_in_order_and_so_many()
    {
        const int seed = 5;
        var random = new Random(seed);
        var told = Remember(random);
        for (var i = 0; i < 150; i++)
        {
            var query = Ask(random);
            var moment = new HistoryMoment(random.Next(2) == 0 ? long.MaxValue : random.Next(told.Count), Now + TimeSpan.FromHours(random.Next(-100, 50)));
            var expected = Reference(told, query, moment).Select(c => c.Revision).ToList();
            var rows = new List<long>();
            while (await _reader.History.ReadAsync(query, moment, rows.LastOrDefault(), 7, CancellationToken.None) is { Count: > 0 } part)
            {
                rows.AddRange(part.Select(r => r.Revision));
            }

            Assert.True(expected.SequenceEqual(rows), $"seed {seed}, question {i}: {query}, {moment}\n{string.Join(' ', expected)}\n{string.Join(' ', rows)}");
            Assert.Equal(expected.Count, await _reader.History.CountAsync(query, moment, CancellationToken.None));
        }
    }

    [StorageFact]
    public async Task A_row_that_is_no_longer_kept_is_no_place_to_go_on_from()
    {
        Fixture.Append(Entry(1, 1, Started(1), Ended(1)));
        Assert.Null(await _reader.History.ReadAsync(new HistoryQuery { Of = HistoryOf.Calls }, Everything, 1, 7, CancellationToken.None));
        Assert.Empty((await _reader.History.ReadAsync(new HistoryQuery { Of = HistoryOf.Calls }, Everything, 2, 7, CancellationToken.None))!);
    }

    [StorageFact]
    public async Task A_call_is_found_by_its_id_once_it_has_ended_and_its_lines_from_the_first_on()
    {
        var id = Call(1).Id;
        Fixture.Append(Entry(1, 1, Started(1), Joined(1, 1), Left(1, 1), Ended(1)));
        Assert.Null(await _reader.History.FindCallAsync(id, Everything with { Revision = 3 }, CancellationToken.None));
        Assert.Equal("emea", (await _reader.History.FindCallAsync(id, Everything, CancellationToken.None))!.Cluster.Value);
        Assert.Null(await _reader.History.FindCallAsync(id, Everything with { Oldest = Now + TimeSpan.FromSeconds(1) }, CancellationToken.None));
        Assert.Equal([2L, 3], (await _reader.History.ReadLinesAsync(id, Everything, 1, 2, CancellationToken.None)).Select(r => r.Revision));
        Assert.Equal(3, await _reader.History.CountLinesAsync(id, Everything with { Revision = 3 }, CancellationToken.None));
    }

    private List<Change> Remember(Random random)
    {
        var told = new List<Change>();
        for (var n = 1; n <= 60; n++)
        {
            var start = Now + TimeSpan.FromHours(random.Next(-60, 60));
            var end = start + TimeSpan.FromHours(Lengths[random.Next(Lengths.Length)]);
            var (cluster, name) = (new ClusterName(Clusters[random.Next(3)]), Names[random.Next(Names.Length)]);
            var call = Call(n, name) with { Cluster = cluster, StartedAt = start, EndedAt = end, State = "ended", Degraded = random.Next(2) == 0, Instances = [] };
            var publications = Enumerable.Range(1, random.Next(4)).Select(p => Publication.Of(
                PublicationType.ParticipantLeft,
                end,
                Participant(n, random.Next(8), Names[random.Next(Names.Length)]) with { Cluster = cluster, JoinedAt = start, LeftAt = end, Uri = $"{p}%@x" })
                with { Correlator = call.CallCorrelator });
            told.AddRange(Fixture.Append(Entry(n, 1, [.. publications, Publication.Of(PublicationType.CallEnded, end, call)])));
        }

        return told;
    }

    private static HistoryQuery Ask(Random random)
    {
        var of = (HistoryOf)random.Next(2);
        var from = random.Next(2) == 0 ? (Instant?)null : Now + TimeSpan.FromHours(random.Next(-70, 70));
        return new HistoryQuery
        {
            Of = of,
            Order = of == HistoryOf.Calls ? (HistoryOrder)random.Next(5) : HistoryOrder.NewestFirst,
            From = from,
            To = random.Next(2) == 0 ? null : (from ?? Now) + TimeSpan.FromHours(random.Next(20)),
            Cluster = random.Next(3) > 0 ? null : new ClusterName(Clusters[random.Next(3)]),
            OnlyClusters = random.Next(3) > 0 ? null : [new(Clusters[random.Next(3)]), new(Clusters[random.Next(3)])],
            Correlator = random.Next(6) > 0 ? null : Call(random.Next(60)).CallCorrelator,
            Name = random.Next(3) > 0 ? null : new[] { "%", "_", "WEEK", "\u00eb", "\\", "" }[random.Next(6)],
            Uri = random.Next(3) > 0 ? null : new[] { "1%", "2%@X", "@" }[random.Next(3)],
            Participant = random.Next(3) > 0 ? null : Participant(1, random.Next(8)).Participant,
            Values = of == HistoryOf.Calls && random.Next(4) == 0 ? new Dictionary<EndedCallColumn, string> { [EndedCallColumn.Degraded] = "true" } : [],
        };
    }

    private static IEnumerable<Change> Reference(List<Change> told, HistoryQuery query, HistoryMoment moment)
    {
        var people = told.Where(c => c.Publication.Participant is not null).ToLookup(c => c.Publication.Participant!.Call, c => c.Publication.Participant!);
        var matches = told.Where(change => change.Publication is var p
            && change.Revision <= moment.Revision
            && (query.Of == HistoryOf.Calls ? p.Call is not null : p.Participant is not null)
            && End(p) >= moment.Oldest
            && (query.From is null || End(p) >= query.From)
            && (query.To is null || Start(p) <= query.To)
            && (query.Cluster is null || p.Cluster == query.Cluster)
            && (query.OnlyClusters is null || query.OnlyClusters.Contains(p.Cluster))
            && (query.Correlator is null || (p.Call?.CallCorrelator ?? p.Correlator) == query.Correlator)
            && (query.Name is null || Name(p).Contains(query.Name, StringComparison.OrdinalIgnoreCase))
            && (query.Values.Count == 0 || p.Call!.Degraded)
            && (p.Participant is { } one ? Is(one, query) : (query.Uri ?? query.Participant?.ToString()) is null || people[p.Call!.Id].Any(x => Is(x, query))));
        return query.Order switch
        {
            HistoryOrder.NewestFirst => matches.OrderByDescending(c => End(c.Publication)).ThenByDescending(c => c.Revision),
            HistoryOrder.Id => matches.OrderBy(c => c.Publication.Call!.Id),
            HistoryOrder.StartDescending => matches.OrderByDescending(c => Start(c.Publication)).ThenBy(c => c.Publication.Call!.Id),
            HistoryOrder.Name => matches.OrderBy(c => Name(c.Publication), StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Publication.Call!.Id),
            _ => matches.OrderByDescending(c => Name(c.Publication), StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Publication.Call!.Id),
        };
    }

    private static bool Is(ParticipantView one, HistoryQuery query) =>
        (query.Uri is null || one.Uri.Contains(query.Uri, StringComparison.OrdinalIgnoreCase)) && (query.Participant is null || one.Participant == query.Participant);

    private static Instant Start(Publication p) => p.Call?.StartedAt ?? p.Participant!.JoinedAt;

    private static Instant End(Publication p) => p.Call is not null ? p.Call.EndedAt!.Value : p.Participant!.LeftAt!.Value;

    private static string Name(Publication p) => p.Call?.Name ?? p.Participant!.Name;
}
