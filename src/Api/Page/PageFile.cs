using System.Reflection;
using System.Security.Cryptography;

namespace CmsOrchestrator.Api.Page;

/// <summary>One file of the live page, as it was built into the program.</summary>
/// <param name="EntityTag">Of its bytes; a new version of the program has new ones where they differ.</param>
internal sealed record PageFile(string Name, byte[] Bytes, string ContentType, string EntityTag)
{
    private const string Prefix = "page/";

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, PageFile> All { get; } = typeof(PageFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => Read(typeof(PageFile).Assembly, name))
        .ToDictionary(file => file.Name, StringComparer.Ordinal);

    private static PageFile Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var name = resource[Prefix.Length..];
        return new PageFile(name, bytes, TypeOf(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..8])}\"");
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"{other} has no media type here."),
    };
}
