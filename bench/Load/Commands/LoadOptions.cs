using System.CommandLine;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Commands;

/// <summary>The options that say what is measured, and how long.</summary>
internal sealed class LoadOptions
{
    private readonly Option<int> _clusters = Number("--clusters", "Clusters.", 1);
    private readonly Option<int> _bridges = Number("--bridges", "Call Bridges of each cluster.", 1);
    private readonly Option<int> _calls = Number("--calls", "Calls of each Call Bridge.", 40);
    private readonly Option<int> _participants = Number("--participants", "Participants of each call.", 10);
    private readonly Option<int> _rate = Number("--rate", "Changes of rosters a second; 0 for as fast as the bounds allow.", 0);
    private readonly Option<int> _window = Number("--window", "Messages that a connection may have unacknowledged.", 1000);
    private readonly Option<int> _unseen = Number("--unseen", "Changes that may be told and not shown.", 8192);
    private readonly Option<int> _seconds = Number("--seconds", "How long it is measured.", 10);
    private readonly Option<int> _warmUp = Number("--warm-up", "Seconds of traffic before that.", 10);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_clusters, _bridges, _calls, _participants, _rate, _window, _unseen, _seconds, _warmUp])
        {
            command.Add(option);
        }
    }

    public SiteSize Size(ParseResult parsed) =>
        new(parsed.GetValue(_clusters), parsed.GetValue(_bridges), parsed.GetValue(_calls), parsed.GetValue(_participants));

    public Pace Pace(ParseResult parsed) =>
        new(parsed.GetValue(_rate) is > 0 and var rate ? rate : null, parsed.GetValue(_window), parsed.GetValue(_unseen));

    public Duration Duration(ParseResult parsed) =>
        new(TimeSpan.FromSeconds(parsed.GetValue(_warmUp)), TimeSpan.FromSeconds(parsed.GetValue(_seconds)));

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
