namespace CmsOrchestrator.EndToEnd.Tests.Telemetry;

/// <summary>Just enough of protobuf's encoding to find what lies under a path of field numbers.</summary>
internal static class ProtobufFields
{
    private const int Varint = 0;
    private const int EightBytes = 1;
    private const int Sized = 2;
    private const int FourBytes = 5;

    /// <summary>Every string, byte string or message under the path, in the order of the encoding.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> At(ReadOnlyMemory<byte> message, params int[] path) =>
        path.Aggregate(Enumerable.Repeat(message, 1), (parents, number) => parents.SelectMany(parent => Of(parent, number)));

    private static IEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> message, int wanted)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Number(message, ref at);
            switch ((int)(tag & 7))
            {
                case Varint:
                    Number(message, ref at);
                    break;
                case EightBytes:
                    at += 8;
                    break;
                case FourBytes:
                    at += 4;
                    break;
                case Sized:
                    var length = (int)Number(message, ref at);
                    if ((int)(tag >> 3) == wanted)
                    {
                        yield return message.Slice(at, length);
                    }

                    at += length;
                    break;
                default:
                    throw new FormatException($"No protobuf: wire type {tag & 7} at {at}.");
            }
        }
    }

    private static ulong Number(ReadOnlyMemory<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message.Span[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
