using System.Globalization;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Load.Storages;

namespace CmsOrchestrator.Load.Soaks;

/// <summary>
/// Whether what is stored is bounded: the journal by the calls there are, the feed and history by time. A database file does not
/// become smaller; what counts is which rows are in it.
/// </summary>
internal static class DatabaseBounds
{
    // What is deleted goes in small steps, as soon as nothing else is to be done, and storage may have paused.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FeedTime = TimeSpan.FromMinutes(10);

    public static void Judge(IStorage storage, int calls, Verdict verdict)
    {
        var interval = new OrchestratorSettings().SnapshotInterval;
        var events = storage.Ask("SELECT count(*) FROM journal", isOfJournal: true) ?? 0;
        verdict.Say(
            events <= 3L * interval * calls,
            string.Create(CultureInfo.InvariantCulture, $"the journal has {(double)events / calls:N0} events for each call; a snapshot every {interval} of them leaves no more than three times as many"));
        JudgeAge(storage, verdict, "the feed", "SELECT min(appended) FROM feed", FeedTime);
        JudgeAge(storage, verdict, "the calls' own histories", "SELECT min(time) FROM timeline", new HistorySettings(SoakPlan.HistoryTime).StoredTime);
        JudgeAge(
            storage, verdict, "the history of participants", "SELECT min(\"left\") FROM history_participants", new HistorySettings(SoakPlan.HistoryTime).StoredTime);
    }

    private static void JudgeAge(IStorage storage, Verdict verdict, string what, string sql, TimeSpan kept)
    {
        var age = storage.Ask(sql, isOfJournal: false) is { } oldest
            ? DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(oldest) : TimeSpan.Zero;
        verdict.Say(
            age <= kept + Late,
            string.Create(CultureInfo.InvariantCulture, $"the oldest of {what} is {age.TotalMinutes:N1} minutes old; kept are {kept.TotalMinutes:N0}"));
    }
}
