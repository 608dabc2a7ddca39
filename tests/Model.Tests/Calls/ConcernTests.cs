using System.Text.Json;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Model.Views;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

/// <summary>Which Call Bridges a change concerns, whose word it was, and what it changed.</summary>
public class ConcernTests
{
    private readonly CallScene _scene = new();
    private readonly BridgeScript _lon = new(Ids.Lon, 1);
    private readonly BridgeScript _fra = new(Ids.Fra, 2);

    [Fact]
    public void A_change_concerns_the_Call_Bridges_that_carry_its_object_before_it_or_after_it()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        Assert.All(_scene.Published, p => Assert.Equal([Ids.Lon], p.Concerns.AsEnumerable()));

        var moved = Told(_fra.WithRoster(2, Join(1)));
        Assert.All(moved, p => Assert.Equal([Ids.Fra, Ids.Lon], p.Concerns.AsEnumerable()));

        var gone = Told(_lon.Removed(3, "allLeft"));
        Assert.Equal([PublicationType.ParticipantUpdated, PublicationType.CallUpdated], gone.Select(p => p.Type));
        Assert.All(gone, p => Assert.Equal([Ids.Fra, Ids.Lon], p.Concerns.AsEnumerable()));

        var awaiting = Told(_fra.Removed(4, "allLeft"));
        Assert.All(awaiting, p => Assert.Equal([Ids.Fra], p.Concerns.AsEnumerable()));
        Assert.Empty(Assert.Single(Told(new CallFact.TimePassed(Ids.At(100)))).Concerns);
    }

    [Fact]
    public void The_Call_Bridge_that_told_it_is_named_unless_several_did_or_nobody()
    {
        var started = Told(_lon.WithRoster(1, Join(1), Join(2), Join(3)));
        Assert.All(started, p => Assert.Equal(Ids.Lon, p.ToldBy));
        Assert.All(Told(_fra.WithRoster(2, Join(1))), p => Assert.Equal(Ids.Fra, p.ToldBy));
        var both = Told(_lon.Roster(3, Change(1, "a")), _fra.Roster(3, Change(1, "b")), _lon.Roster(3, Change(2, "c")));
        Assert.Equal([null, Ids.Lon], both.Where(p => p.Participant is not null).OrderBy(p => p.Participant!.Participant).Select(p => p.ToldBy));
        Assert.Null(Assert.Single(Told(new CallFact.Degraded(Ids.At(4), true))).ToldBy);
        Assert.All(Told(_lon.Lost(5)), p => Assert.Equal(Ids.Lon, p.ToldBy));
    }

    [Fact]
    public void Of_a_leave_and_of_an_end_it_is_the_one_that_told_the_reason()
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1), Join(2)), .. _fra.WithRoster(1, Join(1))]);
        _scene.Tell(_fra.Roster(2, Leave(1, "timeout")));
        var left = Told(_lon.Roster(3, Leave(1), Leave(2, "dropped"))).Where(p => p.Type == PublicationType.ParticipantLeft);
        Assert.Equal([(Ids.Fra, "timeout"), (Ids.Lon, "dropped")], left.Select(p => (p.ToldBy!.Value, p.Reason)));

        _scene.Tell(_fra.Removed(4, "allLeft"));
        _scene.Tell(_lon.Removed(5, "participantInitiated"));
        var ended = Assert.Single(Told(new CallFact.TimePassed(Ids.At(100))));
        Assert.Equal((Ids.Lon, "participantInitiated"), (ended.ToldBy!.Value, ended.Reason));
    }

    [Fact]
    public void A_line_of_history_has_each_element_that_reads_differently_with_its_new_value()
    {
        _scene.Tell([_lon.Added(1, Call(name: "Weekly", participants: 1, lockState: "notLocked")), _lon.RosterActive(1), _lon.RosterCompleted(1)]);
        var joined = Line(Assert.Single(Told(_lon.Roster(2, Join(1, "Ann"))), p => p.Participant is not null));
        Assert.Equal(["revision", "time", "type", "callBridge", "participant", "reason", "changes"], joined.EnumerateObject().Select(m => m.Name));
        Assert.Equal(
            (7, "1970-01-01T00:00:02.000Z", "participant.joined", "lon1", Ids.Person(1).ToString()),
            (joined.GetProperty("revision").GetInt32(), Text(joined, "time"), Text(joined, "type"), Text(joined, "callBridge"), Text(joined, "participant")));
        Assert.Equal("""{"name":"Ann","uri":"","seenBy":["lon1"],"freshness":"live"}""", Changes(joined));

        Assert.Equal("""{"name":"Bob"}""", Changes(Line(Assert.Single(Told(_lon.Roster(3, Change(1, "Bob")))))));
        Assert.Equal(
            """{"lockState":"locked"}""",
            Changes(Line(Assert.Single(Told(_lon.InfoActive(4), _lon.Info(4, Call(lockState: "locked"))))), except: "instances"));
        var left = Line(Told(_lon.Roster(5, Leave(1, "dropped")))[0]);
        Assert.Equal(("participant.left", "dropped", "{}"), (Text(left, "type"), Text(left, "reason"), Changes(left)));
    }

    private List<Publication> Told(params CallFact[] facts)
    {
        var before = _scene.Published.Count;
        _scene.Tell(facts);
        return _scene.Published[before..];
    }

    private static JsonElement Line(Publication publication) => JsonDocument.Parse(CallHistoryLine.Write(7, publication)).RootElement;

    private static string Text(JsonElement line, string member) => line.GetProperty(member).GetString()!;

    private static string Changes(JsonElement line, string except = "") => "{" + string.Join(
        ',', line.GetProperty("changes").EnumerateObject().Where(m => m.Name != except).Select(m => $"\"{m.Name}\":{m.Value.GetRawText()}")) + "}";
}
