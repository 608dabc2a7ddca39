using System.Buffers.Text;
using System.Security.Cryptography;

namespace CmsOrchestrator.Api.Keys;

/// <summary>Makes API keys: 256 random bits, safe in headers, URLs and shells, with a prefix by which a leaked one can be found.</summary>
public static class NewKey
{
    private const int Bytes = 32;

    public static string Make() => "cmso_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
