using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Api.Lists;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Participants;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Tests.Lists;

public sealed class FurtherPageTests : IConfiguredClusters
{
    public IReadOnlyCollection<ClusterName> Names => [];

    [Theory]
    [InlineData("")]
    [InlineData("name=24")]
    [InlineData("cluster=emea")]
    public void A_further_page_is_cut_from_what_the_first_one_found_whatever_has_changed_since(string query)
    {
        var views = new ViewHolder();
        views.Swap(ReadModel.Restore(1, [
            .. Sample.Calls(9), .. Enumerable.Range(1, 90).Select(n => Sample.Live(Sample.Participant(1 + (n % 9), n)))]));
        using var revisions = new Revisions(views, this, TimeProvider.System);
        var pager = new Pager(revisions, new Selections(views), new CursorCodec(), new LimitsInForce(new ApiLimits()));
        var parameters = new Parameters(new QueryCollection(
            Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery("?limit=10&" + query)));
        var others = new ParticipantFilter(parameters, Scope.All).OfAll;
        var list = new Counted(others);

        Assert.Null(pager.Begin(parameters, Scope.All, "participants", out var walk));
        _ = pager.List(walk, list, (_, _) => { });
        for (var offset = 10; offset < 90; offset += 10)
        {
            views.Publish([new Change(views.Current.Revision + 1, Sample.Live(Sample.Call(100 + offset)))]);
            Assert.Null(pager.Begin(parameters, Scope.All, "participants", out var newest));
            _ = pager.List(newest, others, (_, _) => { });
            _ = pager.List(walk with { At = walk.Next(offset) }, list, (_, _) => { });
        }

        Assert.Equal(1, list.Times);
    }

    private sealed class Counted(ListQuery<ParticipantView> list) : ListQuery<ParticipantView>
    {
        public int Times { get; private set; }

        public override Selection<ParticipantView> Select(ReadModel model)
        {
            Times++;
            return list.Select(model);
        }
    }
}
