using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Model.Views;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Indexes;

public class IndexTests
{
    private static readonly ClusterName[] Clusters = [new("amer"), new("apac"), new("emea")];

    [Fact]
    public void The_indexes_and_the_texts_say_what_a_look_at_everything_says_whatever_was_published() =>
        Seeds.Each(30, seed =>
        {
            var random = new Random(seed);
            var model = ReadModel.Empty;
            for (var i = 0; i < 200; i++)
            {
                var before = model;
                var texts = before.Calls.Values.Select(c => c.Text).ToList();
                model = model.Apply([new Change(model.Revision + 1, Any(random, model))]);
                Holds(model);
                Assert.Equal(texts, before.Calls.Values.Select(c => c.Text));
            }
        });

    [Fact]
    public void A_text_is_made_once_for_as_long_as_nobody_joins_leaves_or_is_renamed()
    {
        var scene = new CallScene(checks: false);
        scene.Tell(new BridgeScript(Ids.Lon, 1).WithRoster(1, Join(1, "Ann")));
        var model = ReadModel.Restore(1, scene.Published);
        var call = model.Calls.Values.Single();
        var text = call.Text;
        var ann = call.Participants.Values.Single();
        Assert.Same(text, Next(Publication.Of(PublicationType.CallUpdated, default, call.View with { Participants = 9 })).Text);
        Assert.Same(text, Next(Publication.Of(PublicationType.ParticipantUpdated, default, ann with { Freshness = "stale" })).Text);
        Assert.True(Next(Publication.Of(PublicationType.ParticipantUpdated, default, ann with { Name = "Eve" })).Text.MayName("EVE"));
        Assert.False(Next(Publication.Of(PublicationType.ParticipantLeft, default, ann)).Text.MayName("ANN"));

        LiveCall Next(Publication publication) => model.Apply([new Change(2, publication)]).Calls.Values.Single();
    }

    private static void Holds(ReadModel model)
    {
        foreach (var cluster in Clusters)
        {
            Assert.Equal(model.Calls.Values.Where(c => c.View.Cluster == cluster), model.Find([cluster], null));
            Assert.Equal(model.Calls.Values.Where(c => c.View.Cluster != cluster), model.Find([.. Clusters.Where(c => c != cluster).Reverse()], null));
        }

        Assert.Equal(model.Calls.Values, model.Find(null, null));
        Assert.Empty(model.Find([], null));

        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(model.Calls.Values.Where(c => c.View.CallCorrelator == Ids.Correlator(n)), model.Find(null, Ids.Correlator(n)));
        }

        foreach (var call in model.Calls.Values)
        {
            Assert.All(call.Participants.Values, p => Assert.True(call.Text.MayName(p.Name.ToUpperInvariant()) && call.Text.MayLeadTo(p.Uri.ToUpperInvariant())));
            Assert.Equal(call.Participants.Values.Any(p => p.Name.Contains('3', StringComparison.Ordinal)), call.Text.MayName("3"));
        }

        Assert.All(model.Indexes.ByCluster.Values, calls => Assert.NotEmpty(calls));
        Assert.All(model.Indexes.ByCorrelator.Values, calls => Assert.NotEmpty(calls));
    }

    private static Publication Any(Random random, ReadModel model)
    {
        var number = random.Next(12);
        var view = View(number);
        var participant = Participant(view, random.Next(5), random.Next(5));
        return random.Next(8) switch
        {
            0 or 1 => Publication.Of(PublicationType.CallStarted, default, view),
            2 => Publication.Of(PublicationType.CallUpdated, default, view with { Participants = random.Next(9) }),
            3 => Publication.Of(PublicationType.CallEnded, default, view),
            4 => Publication.Of(PublicationType.ParticipantLeft, default, participant),
            _ => Publication.Of(PublicationType.ParticipantJoined, default, participant),
        };
    }

    private static CallView View(int number) => CallViews.Call(
        Clusters[number % 3], number % 5 == 4 ? CallKey.StandIn(Ids.Call(number)) : Ids.Key(number % 4),
        CallState.None with { Session = new Session(new CallId(Ids.Guid(1, number)), default, "", default, null, null) });

    private static ParticipantView Participant(CallView call, int number, int name)
    {
        var scene = new CallScene(checks: false);
        scene.Tell(new BridgeScript(Ids.Lon, 1).WithRoster(1, Join(number, $"Name {name}")));
        return scene.Person(number)! with { Call = call.Id, Cluster = call.Cluster, Uri = $"u{name}@x" };
    }
}
