using System.Text;

namespace CmsOrchestrator.Load.Bridges;

/// <summary>The head of an HTTP request, as far as a Call Bridge needs it.</summary>
/// <param name="Key">Of the upgrade to a WebSocket; null where none is asked for.</param>
/// <param name="Rest">What came behind the head.</param>
internal sealed record HttpHead(string? Key, byte[] Rest)
{
    private const string KeyName = "sec-websocket-key:";

    public static async Task<HttpHead> ReadAsync(Stream stream, CancellationToken stop)
    {
        var buffer = new byte[8192];
        for (var have = 0; have < buffer.Length;)
        {
            var got = await stream.ReadAsync(buffer.AsMemory(have), stop);
            if (got == 0)
            {
                break;
            }

            have += got;
            if (buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8) is var end and >= 0)
            {
                var key = Encoding.ASCII.GetString(buffer, 0, end).Split("\r\n")
                    .FirstOrDefault(line => line.StartsWith(KeyName, StringComparison.OrdinalIgnoreCase));
                return new HttpHead(key?[KeyName.Length..].Trim(), buffer[(end + 4)..have]);
            }
        }

        throw new IOException("a request without an end to its head");
    }
}
