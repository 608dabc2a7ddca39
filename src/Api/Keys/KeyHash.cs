using System.Security.Cryptography;
using System.Text;

namespace CmsOrchestrator.Api.Keys;

/// <summary>The SHA-256 of an API key: all that this program keeps of one. Compared in constant time.</summary>
public sealed class KeyHash : IEquatable<KeyHash>
{
    private readonly byte[] _bytes;

    private KeyHash(byte[] bytes) => _bytes = bytes;

    /// <summary>That of the key's text as UTF-8.</summary>
    public static KeyHash Of(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>64 hexadecimal digits; null where the text is anything else.</summary>
    public static KeyHash? Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        return hex.Length == 2 * SHA256.HashSizeInBytes && hex.All(char.IsAsciiHexDigit) ? new(Convert.FromHexString(hex)) : null;
    }

    public bool Equals(KeyHash? other) => other is not null && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public override bool Equals(object? obj) => Equals(obj as KeyHash);

    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    public override string ToString() => Convert.ToHexStringLower(_bytes);
}
