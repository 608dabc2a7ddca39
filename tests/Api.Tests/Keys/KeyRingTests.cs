using System.Net;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Keys;

public sealed class KeyRingTests
{
    private static readonly ApiKey Noc = SampleKeys.Key("noc", "emea");
    private static readonly ApiKey Soc = SampleKeys.Key("soc");

    [Fact]
    public async Task A_key_that_is_removed_stops_working_and_what_is_open_for_it_ends()
    {
        await using var api = await ApiHost.StartAsync([Noc, Soc], []);
        var (noc, soc) = (api.Ring.Find(SampleKeys.TextOf("noc"))!, api.Ring.Find(SampleKeys.TextOf("soc"))!);

        await api.Ring.ReplaceAsync([SampleKeys.Key("soc")]);

        await api.ProblemAsync("/api/v1/calls", HttpStatusCode.Unauthorized, "unauthorized");
        Assert.True(noc.Ended.IsCancellationRequested);
        Assert.False(soc.Ended.IsCancellationRequested);
        Assert.Same(soc, api.Ring.Find(SampleKeys.TextOf("soc")));
    }

    [Fact]
    public async Task A_key_whose_clusters_change_sees_others_from_then_on_and_what_was_open_ends()
    {
        await using var api = await ApiHost.StartAsync([Noc], [Sample.Live(Sample.Call(1)), Sample.Live(Sample.Call(2, "apac"))]);
        var before = api.Ring.Find(SampleKeys.TextOf("noc"))!;

        await api.Ring.ReplaceAsync([SampleKeys.Key("noc", "apac")]);

        Assert.Equal(["apac"], await api.ItemsAsync("/api/v1/calls", "cluster"));
        Assert.True(before.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task The_first_key_closes_the_API_and_ends_what_is_open_for_anybody()
    {
        await using var api = await ApiHost.StartAsync();
        var anybody = api.Ring.Find(null)!;

        await api.Ring.ReplaceAsync([Noc]);

        await api.ProblemAsync("/api/v1/calls", HttpStatusCode.Unauthorized, "unauthorized");
        Assert.True(anybody.Ended.IsCancellationRequested);
    }

    [Fact]
    public void A_made_key_is_url_safe_and_has_256_bits_of_its_own()
    {
        var (one, other) = (NewKey.Make(), NewKey.Make());
        Assert.Matches("^cmso_[A-Za-z0-9_-]{43}$", one);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void A_hash_is_read_in_either_case_and_never_from_anything_else()
    {
        // FIPS 180-2, appendix B.1.
        const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        Assert.Equal(Abc, KeyHash.Of("abc").ToString());
        Assert.Equal(KeyHash.Of("abc"), KeyHash.Parse(Abc.ToUpperInvariant()));
        Assert.NotEqual(KeyHash.Of("abd"), KeyHash.Parse(Abc));
        Assert.Null(KeyHash.Parse(Abc[1..]));
        Assert.Null(KeyHash.Parse("g" + Abc[1..]));
    }
}
