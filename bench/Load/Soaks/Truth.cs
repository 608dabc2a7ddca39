using System.Diagnostics;
using System.Text.Json;
using CmsOrchestrator.Load.Bridges;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Soaks;

/// <summary>Whether the API shows what the bridges know. For when nothing changes.</summary>
internal static class Truth
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Waits until there is no difference; what it is where it stays.</summary>
    public static async Task<string?> DifferenceAsync(HttpClient http, LoadSite site, CancellationToken stop)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromSeconds(1), stop))
        {
            if (await CompareAsync(http, site, stop) is not { } difference)
            {
                return null;
            }

            if (clock.Elapsed > Limit)
            {
                return difference;
            }
        }
    }

    private static async Task<string?> CompareAsync(HttpClient http, LoadSite site, CancellationToken stop)
    {
        var calls = await WalkAsync(http, "calls", stop);
        var byCorrelator = calls.ToDictionary(call => call.GetProperty("callCorrelator").GetGuid());
        var people = (await WalkAsync(http, "participants", stop)).ToLookup(person => person.GetProperty("call").GetString());
        if (calls.Count != site.Conferences.Count)
        {
            return $"{calls.Count} calls are shown, and there are {site.Conferences.Count}";
        }

        return site.Conferences.Select(conference => Compare(conference, byCorrelator, people)).FirstOrDefault(difference => difference is not null);
    }

    private static string? Compare(Conference conference, Dictionary<Guid, JsonElement> calls, ILookup<string?, JsonElement> people)
    {
        if (!calls.TryGetValue(conference.Correlator.Value, out var call))
        {
            return $"conference {conference.Number} is not shown";
        }

        if (call.GetProperty("freshness").GetString() != "live" || call.GetProperty("participants").GetInt32() != conference.Present)
        {
            return $"conference {conference.Number} with {conference.Present} participants is shown as {call}";
        }

        var shown = people[call.GetProperty("id").GetString()].ToDictionary(person => person.GetProperty("participant").GetGuid());
        var present = conference.People.ToList();
        return shown.Count != present.Count
            ? $"conference {conference.Number} has {present.Count} people, and {shown.Count} are shown"
            : present.Select(p => shown.TryGetValue(p.Id, out var as_) ? Compare(p.Id, p.Person, as_) : $"{p.Id} is not shown")
                .FirstOrDefault(difference => difference is not null);
    }

    private static string? Compare(Guid id, Person person, JsonElement shown)
    {
        var importance = shown.GetProperty("importance");
        int? mark = importance.ValueKind == JsonValueKind.Number ? importance.GetInt32() : null;
        var isSame = shown.GetProperty("audioMuted").GetBoolean() == person.IsMuted
            && shown.GetProperty("activeSpeaker").GetBoolean() == person.Speaks
            && mark == person.Mark
            && shown.GetProperty("freshness").GetString() == "live";
        return isSame ? null : $"{id}, {person}, is shown as {shown}";
    }

    private static async Task<List<JsonElement>> WalkAsync(HttpClient http, string list, CancellationToken stop)
    {
        var (items, cursor) = (new List<JsonElement>(), "");
        do
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/{list}?limit=1000{cursor}", stop));
            items.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Clone()));
            cursor = page.RootElement.GetProperty("next").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
        }
        while (cursor is not null);
        return items;
    }
}
