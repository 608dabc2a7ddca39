using System.Diagnostics;
using System.Text.Json;
using CmsOrchestrator.Load.Bridges;
using CmsOrchestrator.Load.Traffic;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Load.Runs;

/// <summary>The reader without sockets, beside a bare <see cref="Utf8JsonReader"/> over the same messages.</summary>
/// <param name="Bare">Messages a second that <see cref="Utf8JsonReader"/> goes through.</param>
/// <param name="Ours">Messages a second that <see cref="ServerMessageReader"/> reads.</param>
/// <param name="Allocated">Bytes for each.</param>
internal sealed record ReaderFigures(double Bare, double Ours, double Allocated)
{
    private const int Messages = 20_000;

    public static ReaderFigures Measure(TimeSpan time)
    {
        var messages = Recorded.Messages(Messages);
        Passes(messages, time / 4, Walk);
        Passes(messages, time / 4, Read);
        var bare = Passes(messages, time / 4, Walk);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var ours = Passes(messages, time / 4, Read);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new ReaderFigures(bare.Rate, ours.Rate, allocated / (double)ours.Count);
    }

    private static void Walk(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        while (reader.Read())
        {
            // Every token, and nothing of it kept.
        }
    }

    private static void Read(ReadOnlySpan<byte> text)
    {
        if (!ServerMessageReader.TryRead(text, out _, out var malformed))
        {
            throw new InvalidOperationException($"A message of the load cannot be read: {malformed}");
        }
    }

    private static (double Rate, long Count) Passes(List<byte[]> messages, TimeSpan time, Action<ReadOnlySpan<byte>> pass)
    {
        var (clock, count) = (Stopwatch.StartNew(), 0L);
        while (clock.Elapsed < time)
        {
            foreach (var message in messages)
            {
                pass(message);
            }

            count += messages.Count;
        }

        return (count / clock.Elapsed.TotalSeconds, count);
    }

    /// <summary>Keeps the traffic of some conferences instead of sending it.</summary>
    private sealed class Recorded : ITrafficSink
    {
        private readonly List<byte[]> _messages = [];

        public static List<byte[]> Messages(int least)
        {
            var recorded = new Recorded();
            var conferences = Enumerable.Range(0, 100).Select(n => new Conference(n, 10)).ToList();
            for (var mark = 1; recorded._messages.Count < least; mark++)
            {
                Happenings.Next(conferences[mark % conferences.Count], mark, recorded);
            }

            return recorded._messages;
        }

        public void ToRoster(FrameTemplate template, FrameValues values) => Keep(template, values);

        public void ToCallList(FrameTemplate template, FrameValues values) => Keep(template, values);

        public void ToCallInfo(FrameTemplate template, FrameValues values) => Keep(template, values);

        private void Keep(FrameTemplate template, FrameValues values) => _messages.Add(template.Text(values with { MessageId = _messages.Count + 1 }));
    }
}
