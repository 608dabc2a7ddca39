using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// Cursors as text. A checksum tells a damaged one from one of another process (a revision is held by the process that handed out
/// the cursor, and by no other), a keyed hash tells a forged one from one of this process. Equal cursors have equal texts.
/// </summary>
internal sealed class CursorCodec
{
    private const byte Version = 1;
    private const int ProcessAt = 1;
    private const int RevisionAt = ProcessAt + 8;
    private const int OffsetAt = RevisionAt + 8;
    private const int QueryAt = OffsetAt + 8;
    private const int RowAt = QueryAt + 8;
    private const int TotalAt = RowAt + 8;
    private const int OldestAt = TotalAt + 8;
    private const int SealAt = OldestAt + 8;
    private const int ChecksumAt = SealAt + 8;

    // A multiple of three: base64 without padding has one text for it only.
    private const int Length = ChecksumAt + 4;

    private readonly byte[] _process = RandomNumberGenerator.GetBytes(8);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Encode(Cursor cursor)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        _process.CopyTo(bytes[ProcessAt..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[RevisionAt..], cursor.Revision);
        BinaryPrimitives.WriteInt64BigEndian(bytes[OffsetAt..], cursor.Offset);
        BinaryPrimitives.WriteInt64BigEndian(bytes[QueryAt..], cursor.Query);
        BinaryPrimitives.WriteInt64BigEndian(bytes[RowAt..], cursor.Row);
        BinaryPrimitives.WriteInt64BigEndian(bytes[TotalAt..], cursor.Total);
        BinaryPrimitives.WriteInt64BigEndian(bytes[OldestAt..], cursor.Oldest);
        Seal(bytes[..SealAt], bytes[SealAt..ChecksumAt]);
        Checksum(bytes[..ChecksumAt], bytes[ChecksumAt..]);
        return Base64Url.EncodeToString(bytes);
    }

    public CursorOrigin Decode(string text, out Cursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Length || bytes[0] != Version)
        {
            return CursorOrigin.Nowhere;
        }

        Span<byte> check = stackalloc byte[8];
        Checksum(bytes[..ChecksumAt], check[..4]);
        if (!check[..4].SequenceEqual(bytes[ChecksumAt..]))
        {
            return CursorOrigin.Nowhere;
        }

        if (!bytes[ProcessAt..RevisionAt].SequenceEqual(_process))
        {
            return CursorOrigin.OtherProcess;
        }

        Seal(bytes[..SealAt], check);
        if (!CryptographicOperations.FixedTimeEquals(check, bytes[SealAt..ChecksumAt]))
        {
            return CursorOrigin.Nowhere;
        }

        cursor = new Cursor(
            BinaryPrimitives.ReadInt64BigEndian(bytes[RevisionAt..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[OffsetAt..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[QueryAt..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[RowAt..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[TotalAt..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[OldestAt..]));
        return CursorOrigin.ThisProcess;
    }

    private void Seal(ReadOnlySpan<byte> bytes, Span<byte> seal)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, bytes, hash);
        hash[..seal.Length].CopyTo(seal);
    }

    private static void Checksum(ReadOnlySpan<byte> bytes, Span<byte> sum)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        hash[..sum.Length].CopyTo(sum);
    }
}

/// <summary>Where a text that is given as a cursor comes from.</summary>
internal enum CursorOrigin
{
    /// <summary>No process of this program handed it out: damaged or forged.</summary>
    Nowhere,

    /// <summary>Another process, or this one before it was started again.</summary>
    OtherProcess,

    ThisProcess,
}
