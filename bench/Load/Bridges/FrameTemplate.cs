using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace CmsOrchestrator.Load.Bridges;

/// <summary>
/// A message that is built once and sent many times: a whole server frame with places of fixed width for what differs. White space
/// fills a place that is not used up, which JSON allows.
/// </summary>
internal sealed class FrameTemplate
{
    private readonly byte[] _frame;
    private readonly int _header;
    private readonly Place _id;
    private readonly Place _index;
    private readonly Place _subject;
    private readonly Place _mark;
    private readonly Place _flag;
    private readonly Place _count;

    /// <param name="json">The message, with #id, #index, #subject, #flag, #mark and #count, in this order, for what differs.</param>
    public FrameTemplate(string json)
    {
        _id = Place.Cut(ref json, "#id", 10);
        _index = Place.Cut(ref json, "#index", 6);
        _subject = Place.Cut(ref json, "#subject", 36);
        _flag = Place.Cut(ref json, "#flag", 5);
        _mark = Place.Cut(ref json, "#mark", 10);
        _count = Place.Cut(ref json, "#count", 6);
        _header = json.Length < 126 ? 2 : 4;
        _frame = new byte[_header + json.Length];
        _frame[0] = 0x81;
        if (_header == 2)
        {
            _frame[1] = (byte)json.Length;
        }
        else
        {
            _frame[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(2), checked((ushort)json.Length));
        }

        Encoding.ASCII.GetBytes(json, _frame.AsSpan(_header));
    }

    /// <summary>Writes the frame with these values; how long it is.</summary>
    public int Write(Span<byte> into, in FrameValues values)
    {
        _frame.CopyTo(into);
        var text = into[_header..];
        _id.Number(text, values.MessageId);
        _index.Number(text, values.Index);
        _mark.Number(text, values.Mark);
        _count.Number(text, values.Count);
        _subject.Guid(text, values.Subject);
        _flag.Flag(text, values.Flag);
        return _frame.Length;
    }

    /// <summary>The message alone, without the frame around it.</summary>
    public byte[] Text(in FrameValues values)
    {
        var frame = new byte[_frame.Length];
        Write(frame, values);
        return frame[_header..];
    }

    private readonly record struct Place(int At, int Width)
    {
        /// <summary>Finds the token and puts white space in its place.</summary>
        public static Place Cut(ref string json, string token, int width)
        {
            var at = json.IndexOf(token, StringComparison.Ordinal);
            if (at < 0)
            {
                return default;
            }

            json = string.Concat(json.AsSpan(0, at), new string(' ', width), json.AsSpan(at + token.Length));
            return new Place(at, width);
        }

        public void Number(Span<byte> text, long value)
        {
            if (Width > 0 && !Utf8Formatter.TryFormat(value, text.Slice(At, Width), out _))
            {
                throw new InvalidOperationException($"{value} has more than {Width} digits.");
            }
        }

        public void Guid(Span<byte> text, Guid value)
        {
            if (Width > 0)
            {
                value.TryFormat(text.Slice(At, Width), out _);
            }
        }

        public void Flag(Span<byte> text, bool value)
        {
            if (Width > 0)
            {
                (value ? "true "u8 : "false"u8).CopyTo(text[At..]);
            }
        }
    }
}

/// <summary>What differs from one message of a kind to the next.</summary>
internal readonly record struct FrameValues
{
    public long MessageId { get; init; }
    public int Index { get; init; }
    public Guid Subject { get; init; }
    public int Mark { get; init; }
    public bool Flag { get; init; }
    public int Count { get; init; }
}
