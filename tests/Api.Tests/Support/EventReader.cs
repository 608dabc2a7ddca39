using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace CmsOrchestrator.Api.Tests.Support;

/// <summary>A client of the change stream that takes nothing for granted.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _lines = new StreamReader(body, Encoding.UTF8);
    }

    public HttpResponseMessage Answer => _answer;

    /// <summary>The last line that was an <c>id</c>.</summary>
    public long? LastId { get; private set; }

    /// <summary>Comments so far.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>Opened, and begun: what is published from now on is told.</summary>
    public static async Task<EventReader> OpenAsync(ApiHost api, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/events" + query, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var answer = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await TextOfErrorAsync(answer));
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.ToString());
        var reader = new EventReader(answer, await answer.Content.ReadAsStreamAsync());
        Assert.StartsWith(": after revision ", await reader.LineAsync(), StringComparison.Ordinal);
        Assert.Equal("", await reader.LineAsync());
        return reader;
    }

    /// <summary>The next event, comments passed over; null at the end of the stream.</summary>
    public async Task<Event?> NextAsync()
    {
        var (name, data) = ("", "");
        while (await LineAsync() is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Length > 0)
                {
                    return new Event(LastId, name, JsonNode.Parse(data)!);
                }

                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (field, value) = (line[..colon], line[(colon + 1)..].TrimStart());
            switch (field)
            {
                case "":
                    Comments.Add(value);
                    break;
                case "id":
                    LastId = long.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "event":
                    name = value;
                    break;
                case "data":
                    Assert.Equal("", data);
                    data = value;
                    break;
                default:
                    Assert.Fail($"'{line}' is no line of an event.");
                    break;
            }
        }

        return null;
    }

    public async Task<Event[]> NextAsync(int count)
    {
        var events = new Event[count];
        for (var i = 0; i < count; i++)
        {
            events[i] = await NextAsync() ?? throw new InvalidOperationException($"The stream ended after {i} events.");
        }

        return events;
    }

    /// <summary>One line, whatever it is.</summary>
    public async Task<string?> LineAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _lines.ReadLineAsync(limit.Token);
    }

    public void Dispose()
    {
        _lines.Dispose();
        _answer.Dispose();
    }

    private static async Task<string> TextOfErrorAsync(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync();
}

/// <summary>One event of the change stream.</summary>
internal sealed record Event(long? Id, string Name, JsonNode Data);
