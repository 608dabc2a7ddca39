using System.Text;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model.Views;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Views;

public sealed class ChangeWindowTests
{
    [Fact]
    public void It_begins_empty_after_the_revision_of_the_model_and_has_what_comes_then()
    {
        var window = new ChangeWindow();
        window.StartAt(10);
        Assert.Equal([], Read(window, 10));
        Assert.Null(Read(window, 9));
        window.Add([Told(11), Told(12)]);
        Assert.Equal([11, 12], Read(window, 10));
        Assert.Equal([12], Read(window, 11));
        Assert.Equal([], Read(window, 12));
        Assert.Null(Read(window, 9));
    }

    [Fact]
    public void Of_more_than_it_may_keep_the_oldest_go_first()
    {
        var window = new ChangeWindow(mostChanges: 4);
        window.Add(Enumerable.Range(1, 10).Select(n => Told(n)));
        Assert.Null(Read(window, 5));
        Assert.Equal([7, 8, 9, 10], Read(window, 6));
    }

    [Fact]
    public void Large_ones_go_sooner_and_the_newest_is_always_there()
    {
        var window = new ChangeWindow(mostChanges: 64, mostBytes: 1000);
        window.Add([Told(1, 400), Told(2, 400), Told(3, 400)]);
        Assert.Null(Read(window, 0));
        Assert.Equal([2, 3], Read(window, 1));
        window.Add([Told(4, 5000)]);
        Assert.Null(Read(window, 2));
        Assert.Equal([4], Read(window, 3));
        window.Add([Told(5, 900)]);
        Assert.Equal([5], Read(window, 4));
    }

    [Fact]
    public void A_part_is_no_larger_than_asked_for()
    {
        var window = new ChangeWindow();
        window.Add(Enumerable.Range(1, 10).Select(n => Told(n)));
        Assert.Equal([3, 4, 5], Read(window, 2, most: 3));
    }

    [Fact]
    public async Task Whoever_reads_while_it_grows_reads_without_a_gap_or_is_told_that_the_first_has_gone()
    {
        var window = new ChangeWindow(mostChanges: 64);
        var writing = Task.Run(() =>
        {
            for (var n = 1; n <= 200_000; n++)
            {
                window.Add([Told(n)]);
            }
        });
        var (position, lost) = (0L, 0);
        while (position < 200_000)
        {
            if (Read(window, position, most: 16) is { } read)
            {
                Assert.Equal(Enumerable.Range(0, read.Count).Select(i => position + 1 + i), read);
                position += read.Count;
            }
            else
            {
                Assert.True(window.Last > position);
                (position, lost) = (window.Last, lost + 1);
            }
        }

        await writing;
        Assert.InRange(lost, 0, 200_000);
    }

    [Fact]
    public void What_watchers_are_told_is_one_line_around_the_body_of_the_feeds_row()
    {
        var told = PublishedChange.Of(new Change(7, Updated(1, "a\nb")) { Body = Body.Write(Updated(1, "a\nb")) });
        var line = Encoding.UTF8.GetString(told.Data.Span);
        Assert.StartsWith(
            "{\"revision\":7,\"time\":\"2026-09-21T14:13:20.000Z\",\"type\":\"call.updated\",\"cluster\":\"emea\",\"call\":{\"id\":", line,
            StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    private static List<long>? Read(ChangeWindow window, long after, int most = 100)
    {
        List<PublishedChange> read = [];
        return window.Read(after, most, read) ? [.. read.Select(c => c.Revision)] : null;
    }

    private static PublishedChange Told(long revision, int bytes = 10) =>
        new(revision, PublicationType.CallUpdated, new("emea"), null, [], new byte[bytes]);
}
