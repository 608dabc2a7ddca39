using System.Text;

namespace CmsOrchestrator.Protocol.Tests;

public enum EditKind
{
    Replace,
    Insert,
    Delete,
    Flip,
    Copy,
    Splice,
}

/// <summary>One thing that can happen to a message on its way: bytes changed, lost, doubled, or something put between.</summary>
public sealed record Edit(EditKind Kind, int At, int Other)
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "{", "}", "[", "]", "\"", "\\", ":", ",", "null", "1e999", "-", "0", ".5", "\\ud800", "\\udc00", "\\u00", "true", "{\"a\":", "[[[[[[[[[[",
            "\"type\":", "\"message\":", "\"messageId\":", "\"messageAck\"", "\"index\":", "\"updates\":[", "/*", "\0", " ", "\r\n", "99999999999999999999",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF],
    ];

    public byte[] Apply(byte[] bytes)
    {
        var at = At % (bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + 1 + (Other % 8));
        return Kind switch
        {
            EditKind.Replace => [.. bytes[..at], (byte)Other, .. bytes[Math.Min(at + 1, bytes.Length)..]],
            EditKind.Flip when at < bytes.Length => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (Other % 8))), .. bytes[(at + 1)..]],
            EditKind.Insert => [.. bytes[..at], .. Pieces[Other % Pieces.Length], .. bytes[at..]],
            EditKind.Delete => [.. bytes[..at], .. bytes[end..]],
            EditKind.Copy => [.. bytes[..end], .. bytes[at..]],
            EditKind.Splice => [.. bytes[..at], .. bytes[(Other % (bytes.Length + 1))..]],
            _ => bytes,
        };
    }
}
