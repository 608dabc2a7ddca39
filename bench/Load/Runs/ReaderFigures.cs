using System.Diagnostics;
using System.Text.Json;
using CmsOrchestrator.Load.Bridges;
using CmsOrchestrator.Load.Traffic;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Load.Runs;

/// <summary>
/// The reader without sockets, beside a bare <see cref="Utf8JsonReader"/> over the same messages: of many short rounds, taken in turn, the
/// best of each, so that what else the machine does counts little.
/// </summary>
/// <param name="Bare">Messages a second that <see cref="Utf8JsonReader"/> goes through.</param>
/// <param name="Ours">Messages a second that <see cref="ServerMessageReader"/> reads.</param>
/// <param name="Allocated">Bytes for each.</param>
/// <param name="AllocatedByUpdate">Bytes for a message of one update of one participant.</param>
internal sealed record ReaderFigures(double Bare, double Ours, double Allocated, double AllocatedByUpdate)
{
    private const int Messages = 1_000;

    public static ReaderFigures Measure(TimeSpan time)
    {
        var messages = RecordedTraffic.Messages(Messages);
        var (bare, ours) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            bare = Shorter(bare, Round(messages, Walk));
            ours = Shorter(ours, Round(messages, Read));
        }

        List<byte[]> update = [Frames.Speaks.Text(new FrameValues { MessageId = 1, Index = 1, Subject = Guid.NewGuid(), Mark = 1, Flag = true })];
        return new ReaderFigures(
            messages.Count / bare.TotalSeconds, messages.Count / ours.TotalSeconds, Allocation(messages), Allocation(update));
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

    private static TimeSpan Round(List<byte[]> messages, Action<ReadOnlySpan<byte>> pass)
    {
        var clock = Stopwatch.GetTimestamp();
        foreach (var message in messages)
        {
            pass(message);
        }

        return Stopwatch.GetElapsedTime(clock);
    }

    private static double Allocation(List<byte[]> messages)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Round(messages, Read);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)messages.Count;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
