using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Protocol;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Api.Tests.Page;

/// <summary>The page in a browser, over calls that the test makes.</summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Rows = "document.querySelectorAll('.middle .list .row').length";

    [ToolFact(Chromium.Program)]
    public async Task Of_ten_thousand_calls_only_those_in_sight_are_rendered_and_the_last_one_is_a_key_away()
    {
        await using var api = await ApiHost.StartAsync(Sample.Calls(10_000));
        await using var tab = await OpenAsync(api);
        await tab.UntilAsync("document.querySelector('.middle .list')?.getAttribute('aria-rowcount') === '10000'");
        await tab.UntilAsync($"{Rows} > 10 && {Rows} < 60");
        await tab.EvaluateAsync("document.querySelector('.middle .list').focus()");
        await tab.PressAsync("End");
        await tab.UntilAsync("document.querySelector('.middle .list .row.active')?.getAttribute('aria-rowindex') === '10000'");
        Assert.True((bool)(await tab.EvaluateAsync($"{Rows} < 60"))!);
        await tab.PressAsync("Enter");
        await tab.UntilAsync($"location.hash.startsWith('#/calls/{Sample.CallId(1)}')");
        await tab.UntilTextAsync(".panel h2", "Weekly");
        Assert.Empty(tab.Complaints);
    }

    [ToolFact(Chromium.Program)]
    public async Task It_asks_for_a_key_and_the_key_goes_into_no_address()
    {
        await using var api = await ApiHost.StartAsync([SampleKeys.Key("noc")], [Sample.Live(Sample.Call(1, name: "Board"))]);
        await using var tab = await OpenAsync(api);
        await tab.UntilAsync("document.querySelector('dialog').open");
        Assert.Equal("", await tab.TextAsync(".list-space"));
        await tab.TypeAsync("cmso_wrong");
        await tab.PressAsync("Enter");
        await tab.UntilTextAsync("dialog", "not accepted");
        await tab.TypeAsync(SampleKeys.TextOf("noc"));
        await tab.PressAsync("Enter");
        await tab.UntilTextAsync(".list-space", "Board");
        var addresses = await tab.EvaluateAsync("JSON.stringify([location.href, ...performance.getEntries().map(entry => entry.name)])");
        Assert.DoesNotContain("cmso_", addresses!.ToString(), StringComparison.Ordinal);
        Assert.Equal("0", (await tab.EvaluateAsync("Object.keys(localStorage).filter(k => localStorage[k].includes('cmso_')).length"))!.ToString());
    }

    [ToolFact(Chromium.Program)]
    public async Task A_call_is_found_by_its_name_and_by_the_URI_of_somebody_in_it()
    {
        await using var api = await ApiHost.StartAsync(
            Sample.Live(Sample.Call(1, name: "Board")), Sample.Live(Sample.Call(2, name: "Budget")), Sample.Live(Sample.Call(3, name: "Other")),
            Sample.Live(Sample.Participant(2, 7, name: "Ann", uri: "ann.example@example.net")));
        await using var tab = await OpenAsync(api);
        await tab.UntilTextAsync(".list-space", "Board");
        await tab.PressAsync("/");
        await tab.EvaluateAsync("document.querySelector('.middle input[type=search]').focus()");
        await tab.TypeAsync("boa");
        await tab.UntilAsync($"{Rows} === 1");
        Assert.Contains("Board", await tab.TextAsync(".list-space"), StringComparison.Ordinal);
        await tab.EvaluateAsync("document.querySelector('.middle input[type=search]').select()");
        await tab.TypeAsync("ann.ex");
        await tab.UntilTextAsync(".list-space", "ann.example@example.net");
        Assert.Contains("Budget", await tab.TextAsync(".list-space"), StringComparison.Ordinal);
        Assert.Equal("1", (await tab.EvaluateAsync(Rows))!.ToString());
    }

    [ToolFact(Chromium.Program)]
    public async Task A_call_shows_its_instances_and_who_speaks_presents_and_is_muted_and_through_which_bridges()
    {
        var call = Sample.Call(1, name: "Distributed") with
        {
            Freshness = "partial",
            Instances = [Sample.Instance("fra1"), Sample.Instance("lon1") with { Freshness = "stale", StaleSince = Sample.Start }],
        };
        await using var api = await ApiHost.StartAsync(
            Sample.Live(call),
            Sample.Live(Sample.Participant(1, 1, name: "Speaks") with { ActiveSpeaker = ElementValue.Of(true), AudioMuted = ElementValue.Of(false) }),
            Sample.Live(Sample.Participant(1, 2, name: "Presents") with { Presenter = ElementValue.Of(true), AudioMuted = ElementValue.Of(false) }));
        await using var tab = await OpenAsync(api, $"#/calls/{Sample.CallId(1)}");
        await tab.UntilTextAsync(".roster", "Presents");
        var text = await tab.TextAsync(".panel");
        Assert.Contains("partial", text, StringComparison.Ordinal);
        Assert.Contains("2 instances", text, StringComparison.Ordinal);
        Assert.Contains("stale", text, StringComparison.Ordinal);
        Assert.Contains("fra1, lon1", text, StringComparison.Ordinal);
        var names = (await tab.AccessibleAsync()).Select(node => node.Name).ToList();
        Assert.Contains("Speaking", names);
        Assert.Contains("Presenting", names);
        Assert.DoesNotContain("Audio muted", names);
    }

    [ToolFact(Chromium.Program)]
    public async Task What_callers_chose_to_be_called_is_text()
    {
        const string Name = "<img src=x onerror=\"document.title='broken in'\"><script>document.title='broken in'</script>";
        await using var api = await ApiHost.StartAsync(
            Sample.Live(Sample.Call(1, name: Name)), Sample.Live(Sample.Participant(1, 1, name: Name, uri: Name)));
        await using var tab = await OpenAsync(api, $"#/calls/{Sample.CallId(1)}");
        await tab.UntilTextAsync(".roster .row", Name);
        await tab.UntilTextAsync(".middle .list .row", Name);
        Assert.Equal("0", (await tab.EvaluateAsync("document.querySelectorAll('main img, main script').length"))!.ToString());
        Assert.DoesNotContain("broken in", (await tab.EvaluateAsync("document.title"))!.ToString(), StringComparison.Ordinal);
    }

    [ToolFact(Chromium.Program)]
    public async Task Whatever_can_be_used_has_a_name_for_a_screen_reader()
    {
        await using var api = await ApiHost.StartAsync(
            [Sample.Live(Sample.Bridge("lon1")), .. Sample.Calls(3), Sample.Live(Sample.Participant(1, 1))]);
        await using var tab = await OpenAsync(api, $"#/calls/{Sample.CallId(1)}");
        await tab.UntilTextAsync(".roster", "248");
        foreach (var view in new[] { $"#/calls/{Sample.CallId(1)}", "#/people", "#/bridges", "#/history" })
        {
            await tab.EvaluateAsync($"location.hash = '{view}'");
            await tab.UntilAsync("document.querySelector('#nav [aria-current]')");
            Assert.All(
                (await tab.AccessibleAsync()).Where(n => n.Role is "button" or "link" or "searchbox" or "textbox" or "combobox" or "grid" or "dialog" or "navigation"),
                node => Assert.True(node.Name.Trim().Length > 0, $"a {node.Role} of {view} has no name"));
        }

        Assert.Empty(tab.Complaints);
    }

    [ToolFact(Chromium.Program)]
    public async Task On_a_phone_nothing_is_wider_than_the_phone()
    {
        await using var api = await ApiHost.StartAsync(
            [Sample.Live(Sample.Bridge("lon1")), .. Sample.Calls(30), Sample.Live(Sample.Participant(1, 1, name: new string('n', 200), uri: new string('u', 200)))]);
        await using var tab = await OpenAsync(api, "", 360, 740);
        foreach (var view in new[] { "#/calls", $"#/calls/{Sample.CallId(1)}", "#/people", "#/bridges", "#/history" })
        {
            await tab.EvaluateAsync($"location.hash = '{view}'");
            await tab.UntilAsync("document.querySelector('#nav [aria-current]') && document.querySelector('main').firstChild");
            await tab.UntilAsync("document.scrollingElement.scrollWidth <= innerWidth");
        }

        await tab.UntilAsync("document.querySelector('.status').innerText.length > 0");
    }

    private Task<BrowserTab> OpenAsync(ApiHost api, string hash = "", int width = 1280, int height = 800) =>
        chromium.OpenAsync(new Uri(api.Client.BaseAddress!, "/" + hash), width, height);
}
