using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Lists;

public sealed class CursorTests
{
    private const string FirstPage = "/api/v1/calls?limit=1";
    private static readonly TimeSpan OneLook = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_cursor_of_the_newest_revision_does_not_age()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(2));
        var cursor = await CursorAsync(api);
        api.Time.Advance(TimeSpan.FromDays(1));
        Assert.Single(await api.ItemsAsync(Next(cursor), "id"));
    }

    [Fact]
    public async Task A_cursor_is_good_until_five_minutes_after_its_revision_stopped_being_the_newest()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(2));
        var cursor = await CursorAsync(api);
        api.Time.Advance(TimeSpan.FromMinutes(10));
        Supersede(api);
        api.Time.Advance(TimeSpan.FromMinutes(5) - OneLook);
        Assert.Single(await api.ItemsAsync(Next(cursor), "id"));
        api.Time.Advance(2 * OneLook);
        var problem = await api.ProblemAsync(Next(cursor), HttpStatusCode.Gone, "cursor-expired");
        Assert.Equal("cursor", problem["parameter"]!.ToString());
    }

    [Fact]
    public async Task Going_on_with_a_walk_does_not_make_its_revision_last_longer()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(4));
        var cursor = await CursorAsync(api);
        Supersede(api);
        api.Time.Advance(TimeSpan.FromMinutes(4));
        cursor = (await api.JsonAsync(Next(cursor)))["next"]!.ToString();
        api.Time.Advance(TimeSpan.FromMinutes(1) + (2 * OneLook));
        await api.ProblemAsync(Next(cursor), HttpStatusCode.Gone, "cursor-expired");
    }

    [Fact]
    public async Task Of_more_than_256_old_revisions_the_oldest_go_first()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(2));
        List<string> cursors = [];
        for (var i = 0; i <= Revisions.MostOld; i++)
        {
            cursors.Add(await CursorAsync(api));
            api.Publish(Sample.Live(Sample.Call(100 + i)));
        }

        await api.ProblemAsync(Next(cursors[0]), HttpStatusCode.Gone, "cursor-expired");
        Assert.Single(await api.ItemsAsync(Next(cursors[1]), "id"));
        Assert.Single(await api.ItemsAsync(Next(cursors[^1]), "id"));
    }

    [Fact]
    public async Task A_revision_is_held_only_when_a_cursor_was_handed_out_for_it()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(2));
        var cursor = await CursorAsync(api);
        for (var i = 0; i <= 2 * Revisions.MostOld; i++)
        {
            api.Publish(Sample.Live(Sample.Call(100 + i)));
        }

        await api.JsonAsync("/api/v1/calls?limit=1000");
        Assert.Single(await api.ItemsAsync(Next(cursor), "id"));
    }

    [Fact]
    public async Task A_cursor_from_before_a_restart_has_expired()
    {
        await using var before = await ApiHost.StartAsync(Sample.Calls(2));
        await using var after = await ApiHost.StartAsync(Sample.Calls(2));
        await after.ProblemAsync(Next(await CursorAsync(before)), HttpStatusCode.Gone, "cursor-expired");
    }

    [Theory]
    [InlineData("/api/v1/calls?cluster=emea")]
    [InlineData("/api/v1/calls?sort=name")]
    [InlineData("/api/v1/participants?limit=1")]
    [InlineData("/api/v1/clusters?limit=1")]
    public async Task A_cursor_of_another_query_is_refused(string path)
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(2));
        var problem = await api.ProblemAsync($"{path}&cursor={await CursorAsync(api)}", HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal("cursor", problem["parameter"]!.ToString());
    }

    [Fact]
    public async Task A_cursor_that_is_damaged_anywhere_is_refused()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(2));
        var cursor = await CursorAsync(api);
        for (var i = 0; i < cursor.Length; i++)
        {
            var other = cursor[i] == 'A' ? 'B' : 'A';
            await api.ProblemAsync(Next($"{cursor[..i]}{other}{cursor[(i + 1)..]}"), HttpStatusCode.BadRequest, "invalid-parameter");
        }
    }

    [Fact]
    public async Task A_cursor_that_is_forged_with_a_right_checksum_is_refused()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(9));
        var bytes = Base64Url.DecodeFromChars(await CursorAsync(api));
        bytes[24] = 5; // the offset's last byte
        SHA256.HashData(bytes.AsSpan(..^4)).AsSpan(..4).CopyTo(bytes.AsSpan(^4..));
        await api.ProblemAsync(Next(Base64Url.EncodeToString(bytes)), HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_cursor_is_refused(string cursor)
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(2));
        await api.ProblemAsync(Next(cursor), HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task Equal_requests_with_nothing_changed_between_have_the_same_tag_and_cursor()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(2));
        using var one = await api.GetAsync(FirstPage);
        using var two = await api.GetAsync(FirstPage);
        Assert.Equal(one.Headers.ETag, two.Headers.ETag);
        Assert.Equal(await one.Content.ReadAsStringAsync(), await two.Content.ReadAsStringAsync());
    }

    [Fact]
    public void A_cursor_is_read_back_by_the_process_that_wrote_it_only()
    {
        var codec = new CursorCodec();
        var cursor = new Cursor(long.MaxValue, 42, -1);
        Assert.Equal(CursorOrigin.ThisProcess, codec.Decode(codec.Encode(cursor), out var read));
        Assert.Equal(cursor, read);
        Assert.Equal(CursorOrigin.OtherProcess, new CursorCodec().Decode(codec.Encode(cursor), out _));
        Assert.Equal(CursorOrigin.Nowhere, codec.Decode(codec.Encode(cursor) + "=", out _));
    }

    // A new revision, and the look, at most a second later, that finds it.
    private static void Supersede(ApiHost api)
    {
        api.Publish(Sample.Live(Sample.Call(100)));
        api.Time.Advance(OneLook);
    }

    private static string Next(string cursor) => $"{FirstPage}&cursor={cursor}";

    private static async Task<string> CursorAsync(ApiHost api) => (await api.JsonAsync(FirstPage))["next"]!.ToString();
}
