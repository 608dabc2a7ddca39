using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Model.Json;

namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// Writes the envelope of a list around the items of a page (api.md, "Lists"). The tag is a hash over the envelope and over a hash of
/// each item, so that an item that was sent before need not be hashed again either.
/// </summary>
internal static class PageEncoder
{
    private const int TagBytes = 16;
    private const int DigestBytes = 16;

    /// <param name="next">The cursor of the next page; it needs no escapes.</param>
    /// <param name="before">An earlier page of the same list, whose items were written by the same function; null if there is none.</param>
    public static PageBody Encode<T>(
        long revision, long total, IReadOnlyList<T> items, string? next, Action<Utf8JsonWriter, T> write, PageBody? before)
    {
        var buffer = new RentedBuffer(before?.Length ?? 0);
        try
        {
            buffer.Write(Utf8($"{{\"revision\":{revision},\"total\":{total},\"items\":["));
            var head = buffer.Written.Length;
            var parts = new (int From, int To, UInt128 Digest)[items.Count];
            using var writer = new Utf8JsonWriter(buffer, PlainJson.Writer);
            var place = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    buffer.Write(","u8);
                }

                var from = buffer.Written.Length;
                if (before is null || !before.TryCopy(items[i]!, ref place, buffer, out var digest))
                {
                    write(writer, items[i]);
                    writer.Flush();
                    writer.Reset();
                    digest = DigestOf(buffer.Written.Span[from..]);
                }

                parts[i] = (from, buffer.Written.Length, digest);
            }

            var tail = buffer.Written.Length;
            buffer.Write(next is null ? "],\"next\":null}"u8 : Utf8($"],\"next\":\"{next}\"}}"));
            var written = buffer.Written.Span;
            return new PageBody(buffer, items as IReadOnlyList<object> ?? [], parts, Tag(written[..head], parts, written[tail..]));
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static byte[] Utf8(FormattableString text) => Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture));

    private static UInt128 DigestOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    private static string Tag(ReadOnlySpan<byte> head, (int From, int To, UInt128 Digest)[] parts, ReadOnlySpan<byte> tail)
    {
        using var all = new RentedBuffer();
        all.Write(head);
        foreach (var part in parts)
        {
            MemoryMarshal.Write(all.GetSpan(DigestBytes), in part.Digest);
            all.Advance(DigestBytes);
        }

        all.Write(tail);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(all.Written.Span, hash);
        return $"\"{Base64Url.EncodeToString(hash[..TagBytes])}\"";
    }
}
