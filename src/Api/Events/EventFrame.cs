using System.Buffers;
using System.Globalization;
using System.Text;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Events;

/// <summary>Server-sent events as bytes (https://html.spec.whatwg.org/multipage/server-sent-events.html).</summary>
internal static class EventFrame
{
    private static readonly byte[][] Names = [.. PublicationNames.All.ToArray().Select(Encoding.UTF8.GetBytes)];

    public static void Write(IBufferWriter<byte> writer, PublishedChange change)
    {
        writer.Write("id: "u8);
        WriteNumber(writer, change.Revision);
        writer.Write("\nevent: "u8);
        writer.Write(Names[(int)change.Type]);
        writer.Write("\ndata: "u8);
        writer.Write(change.Data.Span);
        writer.Write("\n\n"u8);
    }

    /// <summary>A comment that says how far the stream has come.</summary>
    public static void WriteBegin(IBufferWriter<byte> writer, long revision)
    {
        writer.Write(": after revision "u8);
        WriteNumber(writer, revision);
        writer.Write("\n\n"u8);
    }

    public static void WriteHeartbeat(IBufferWriter<byte> writer) => writer.Write(": still here\n\n"u8);

    /// <summary>Likewise, and moves the client's last id past changes that its filter kept from it. It is no event: it has no data.</summary>
    public static void WriteHeartbeat(IBufferWriter<byte> writer, long revision)
    {
        writer.Write(": still here\nid: "u8);
        WriteNumber(writer, revision);
        writer.Write("\n\n"u8);
    }

    /// <summary>The last event of a stream that is cut off. Without an id: the client's last id stays the one to resume at.</summary>
    public static void WriteError(IBufferWriter<byte> writer, ReadOnlySpan<byte> problem)
    {
        writer.Write("event: error\ndata: "u8);
        writer.Write(problem);
        writer.Write("\n\n"u8);
    }

    private static void WriteNumber(IBufferWriter<byte> writer, long number)
    {
        number.TryFormat(writer.GetSpan(20), out var length, provider: CultureInfo.InvariantCulture);
        writer.Advance(length);
    }
}
