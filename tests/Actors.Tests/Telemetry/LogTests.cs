using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CmsOrchestrator.Actors.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Actors.Tests.Telemetry;

public sealed partial class LogTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Every_text_that_an_actor_logs_has_an_event_id()
    {
        var texts = Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Logged().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.True(LogEvents.Knows(text), $"LogEvents has no id for: {text}"));
    }

    [Fact]
    public void No_two_events_have_one_id() =>
        Assert.All(LogEvents.All.GroupBy(e => e.Id), same => Assert.Single(same.Select(e => e.Name).Distinct()));

    [Fact]
    public void What_is_said_too_often_is_held_back_and_counted()
    {
        var flood = new LogFlood(_time);
        var passed = Enumerable.Range(0, LogFlood.Lines + 7).Count(_ => flood.Admits("again"));
        Assert.Equal(LogFlood.Lines, passed);
        Assert.True(flood.Admits("another"));
        Assert.Empty(flood.TakeHeldBack());
        _time.Advance(LogFlood.Window);
        Assert.Equal([("again", 7)], flood.TakeHeldBack());
        Assert.True(flood.Admits("again"));
        Assert.Empty(flood.TakeHeldBack());
    }

    [GeneratedRegex("_log\\.(?:Debug|Info|Warning|Error)\\(\\s*(?:\\w+(?:\\.\\w+)?,\\s*)?\"((?:[^\"\\\\]|\\\\.)*)\"", RegexOptions.Singleline)]
    private static partial Regex Logged();

    private static string Sources([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Actors"));
}
