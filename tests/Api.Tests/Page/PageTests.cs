using System.Net;
using System.Text.RegularExpressions;
using CmsOrchestrator.Api.Page;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Page;

public sealed class PageTests
{
    public static TheoryData<string> Files => [.. PageFile.All.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public async Task It_is_at_the_root_and_needs_no_key()
    {
        await using var api = await ApiHost.StartAsync([SampleKeys.Key("noc")], []);
        api.Present(null);
        using var answer = await api.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        using var script = await api.GetAsync("/assets/app.js");
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        Assert.Equal("text/javascript; charset=utf-8", script.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task A_browser_lets_it_talk_to_its_own_origin_alone()
    {
        await using var api = await ApiHost.StartAsync();
        using var answer = await api.GetAsync("/");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"))
            .Split("; ").Select(directive => directive.Split(' ')).ToDictionary(d => d[0], d => d[1..]);
        Assert.Equal(["'none'"], policy["default-src"]);
        Assert.All(policy.Values, sources => Assert.Contains(Assert.Single(sources), new[] { "'self'", "'none'" }));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task A_file_that_is_known_is_not_sent_again()
    {
        await using var api = await ApiHost.StartAsync();
        using var first = await api.GetAsync("/assets/app.js");
        using var again = await api.GetAsync("/assets/app.js", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/..%2findex.html")]
    public async Task There_is_nothing_beside_its_files(string path)
    {
        await using var api = await ApiHost.StartAsync();
        await api.ProblemAsync(path, HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_in_it_comes_from_elsewhere(string file)
    {
        var text = System.Text.Encoding.UTF8.GetString(PageFile.All[file].Bytes).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        Assert.DoesNotContain("//cdn", text, StringComparison.OrdinalIgnoreCase);
        Assert.False(Regex.IsMatch(text, "https?://"), "an address of somebody else");
        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Whatever_it_imports_is_there(string file)
    {
        var text = System.Text.Encoding.UTF8.GetString(PageFile.All[file].Bytes);
        Assert.All(
            Regex.Matches(text, "(?:from '\\./|(?:src|href)=\"assets/)([^'\"]+)").Select(match => match.Groups[1].Value),
            name => Assert.True(PageFile.All.ContainsKey(name), name));
    }
}
