using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Api.Tests.Page;

/// <summary>What is over, on the page: the History view and a call's timeline.</summary>
public sealed class HistoryPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Rows = "document.querySelector('.history .list').getAttribute('aria-rowcount')";

    [ToolFact(Chromium.Program)]
    public async Task What_is_over_is_found_by_name_URI_and_time_and_what_is_asked_for_is_in_the_address()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store([.. Past.Call(1, 0, 10, name: "Board", people: (1, "Ann", "ann@example.net"))]);
        api.Store([.. Past.Call(2, 20, 30, name: "Budget", people: (2, "Bob", "bob@example.net"))]);
        await using var tab = await OpenAsync(api, "#/history");
        await tab.UntilTextAsync(".history .list", "Budget");
        await tab.UntilTextAsync(".history .list", "all left");
        await tab.UntilTextAsync(".found", "2 calls");

        await EnterAsync(tab, "[placeholder='Any name']", "BOA");
        await tab.UntilAsync($"{Rows} === '1' && document.querySelector('.history .list').innerText.includes('Board')");
        await EnterAsync(tab, "[placeholder='Any name']", "");
        await EnterAsync(tab, "[placeholder='Any URI']", "bob@");
        await tab.UntilAsync($"{Rows} === '1' && document.querySelector('.history .list').innerText.includes('Budget')");
        await tab.EvaluateAsync("document.querySelector('[data-kind=participants]').click()");
        await tab.UntilTextAsync(".history .list", "bob@example.net");
        await tab.UntilTextAsync(".history .list", "dropped");
        await tab.UntilAsync("location.hash === '#/history?uri=bob%40&kind=participants'");

        await tab.EvaluateAsync("location.hash = '#/history?from=2026-11-23T12:00'");
        await tab.UntilTextAsync(".history", "Nothing matches.");
        await tab.EvaluateAsync("location.hash = '#/history?from=2026-11-20T12:00&to=2026-11-24T12:00'");
        await tab.UntilTextAsync(".found", "2 calls");
        await tab.EvaluateAsync("location.hash = '#/history?from=2026-11-24T12:00&to=2026-11-20T12:00'");
        await tab.UntilTextAsync(".history", "From is later than To.");
        Assert.Empty(tab.Complaints);
    }

    [ToolFact(Chromium.Program)]
    public async Task It_goes_back_page_by_page_and_begins_anew_with_as_many_where_a_page_is_gone()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store([.. Enumerable.Range(1, 450).SelectMany(number => Past.Call(number, number, number + 1, name: $"Call {number}"))]);
        await using var tab = await OpenAsync(api, "#/history");
        await tab.UntilTextAsync(".found", "the latest 200 of 450 calls");
        await tab.EvaluateAsync("document.querySelector('.more').click()");
        await tab.UntilTextAsync(".found", "the latest 400 of 450 calls");
        api.Time.Advance(TimeSpan.FromDays(31));
        api.Store([.. Enumerable.Range(1000, 250).SelectMany(number => Past.Call(number, 45_000, 45_001, name: "A month later"))]);
        await tab.EvaluateAsync("document.querySelector('.more').click()");
        await tab.UntilTextAsync(".history .list", "A month later");
        await tab.UntilAsync($"{Rows} === '250' && document.querySelector('.more').hidden");
        Assert.Empty(tab.Complaints);
    }

    [ToolFact(Chromium.Program)]
    public async Task It_says_why_there_is_nothing_and_tries_again_where_history_could_not_be_read()
    {
        await using var api = await ApiHost.StartStoredAsync();
        await using var tab = await OpenAsync(api, "#/history");
        await tab.UntilTextAsync(".history", "Nothing has ended yet.");
        api.Store([.. Past.Call(1, 0, 10, name: "Board")]);
        api.Stored.Problem = "feed.db is on fire";
        await tab.EvaluateAsync("document.querySelector('[data-kind=calls]').click()");
        await tab.UntilAsync("document.querySelector('.history .empty').innerText.length > 0 && !document.querySelector('.history').innerText.includes('Nothing has ended yet.')");
        api.Stored.Problem = null;
        await tab.UntilTextAsync(".history .list", "Board");
    }

    [ToolFact(Chromium.Program)]
    public async Task An_ended_call_is_opened_from_history_with_what_happened_in_it()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store([.. Past.Call(1, 0, 10, name: "Board", people: (1, "Ann", "ann@example.net"))]);
        await using var tab = await OpenAsync(api, "#/history?kind=participants");
        await tab.UntilTextAsync(".history .list", "Ann");
        await tab.EvaluateAsync("document.querySelector('.history .list .row').click()");
        await tab.UntilTextAsync(".panel h2", "Board");
        await tab.UntilTextAsync(".panel .about", "ended");
        await tab.UntilAsync("document.querySelectorAll('.timeline li').length === 4");
        var lines = (await tab.TextAsync(".timeline")).ReplaceLineEndings(" ");
        Assert.Matches("Call ended: all left.*Ann left: dropped \\(lon1\\).*Ann joined \\(lon1\\).*Call started", lines);
        Assert.Empty(tab.Complaints);
    }

    [ToolFact(Chromium.Program)]
    public async Task A_timeline_tells_what_was_before_the_page_was_opened_but_not_every_count_of_heads()
    {
        await using var api = await ApiHost.StartStoredAsync();
        var call = Sample.Call(1) with { Instances = [Sample.Instance("lon1")] };
        var counted = call with { Participants = 9, Instances = [Sample.Instance("lon1") with { Participants = 9 }] };
        var wider = counted with { Freshness = "partial", Instances = [.. counted.Instances, Sample.Instance("fra1") with { Freshness = "stale" }] };
        api.Store(
            Sample.Live(call), Sample.Live(Sample.Participant(1, 1, name: "Ann")),
            Publication.Of(PublicationType.CallUpdated, Sample.Start, counted) with { CallBefore = call },
            Publication.Of(PublicationType.CallUpdated, Sample.Start, wider) with { CallBefore = counted });
        await using var tab = await OpenAsync(api, $"#/calls/{Sample.CallId(1)}");
        await tab.UntilTextAsync(".timeline", "Ann joined");
        await tab.UntilTextAsync(".timeline", "seen partial, on fra1, lon1");
        await tab.UntilAsync("document.querySelectorAll('.timeline li').length === 3");
        await tab.UntilTextAsync(".panel", "Timeline (4)");
        await tab.EvaluateAsync("document.querySelector('.block-head button').click()");
        await tab.UntilTextAsync(".timeline", "participants 9");
        api.Store(Sample.Live(Sample.Participant(1, 2, name: "Bob")));
        await tab.UntilTextAsync(".timeline", "Bob joined");
        Assert.Empty(tab.Complaints);
    }

    [ToolFact(Chromium.Program)]
    public async Task On_a_phone_every_filter_is_in_sight()
    {
        await using var api = await ApiHost.StartStoredAsync();
        api.Store([.. Past.Call(1, 0, 10, name: new string('n', 200), people: (1, new string('m', 200), new string('u', 200)))]);
        await using var tab = await chromium.OpenAsync(new Uri(api.Client.BaseAddress!, "/#/history"), 360, 740);
        await tab.UntilTextAsync(".history .list", "nnn");
        await tab.UntilAsync("""
            [...document.querySelectorAll('.history :is(input, button:not([hidden]))')].every(control => {
              const { left, right, width } = control.getBoundingClientRect();
              return left >= 0 && right <= innerWidth && width > 50;
            })
            """);
    }

    private static async Task EnterAsync(BrowserTab tab, string selector, string text)
    {
        await tab.EvaluateAsync($"document.querySelector(\"{selector}\").select(); document.querySelector(\"{selector}\").focus()");
        await (text.Length > 0 ? tab.TypeAsync(text) : tab.EvaluateAsync("document.execCommand('delete')"));
    }

    private Task<BrowserTab> OpenAsync(ApiHost api, string hash) => chromium.OpenAsync(new Uri(api.Client.BaseAddress!, "/" + hash));
}
