using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Model;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Queries;

/// <summary>
/// A request's query, read by name and type. Reading never fails: the first wrong value is remembered, and
/// <see cref="Problem"/> is asked once everything that may be there has been read. Names are exact, case included.
/// </summary>
internal sealed partial class Parameters(IQueryCollection query)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private Problem? _problem;

    /// <summary>What is wrong with the query, a parameter that nobody has read included; null if nothing is.</summary>
    public Problem? Problem =>
        query.Keys.FirstOrDefault(name => !_known.Contains(name)) is { } unknown
            ? ApiProblems.InvalidParameter(unknown, "there is no such parameter here.")
            : _problem;

    public string? Text(string name)
    {
        _known.Add(name);
        if (!query.TryGetValue(name, out var values) || values.Count == 0)
        {
            return null;
        }

        if (values.Count > 1)
        {
            Refuse(name, "given more than once.");
        }

        return values[0] ?? "";
    }

    /// <summary>A GUID with dashes.</summary>
    public Guid? Id(string name) =>
        Text(name) is not { } text ? null
        : Guid.TryParseExact(text, "D", out var id) ? id
        : Refuse<Guid>(name, $"'{text}' is not a GUID.");

    public bool? Flag(string name) => Word(name, "true", "false") is { } word ? word == "true" : null;

    /// <summary>A time as RFC 3339 has it, with its offset.</summary>
    public Instant? Time(string name) =>
        Text(name) is not { } text ? null
        : Rfc3339().IsMatch(text) && Instant.Parse(text) is { } time ? time
        : Refuse<Instant>(name, $"'{text}' is not a time like 2026-11-22T09:00:00Z.");

    /// <summary>Remembers that a value, right by itself, does not go with another.</summary>
    public void Refuse(string name, string reason) => _problem ??= ApiProblems.InvalidParameter(name, reason);

    /// <summary>One word of a closed set. Words that Call Bridges say are an open set, and <see cref="Text"/>.</summary>
    public string? Word(string name, params ReadOnlySpan<string> words)
    {
        var text = Text(name);
        if (text is null || words.Contains(text))
        {
            return text;
        }

        Refuse(name, $"'{text}' is not one of {string.Join(", ", words!)}.");
        return null;
    }

    /// <summary>Words of a closed set, with commas between.</summary>
    public IReadOnlyList<string>? Words(string name, params ReadOnlySpan<string> words)
    {
        var given = Text(name)?.Split(',');
        foreach (var word in given ?? [])
        {
            if (!words.Contains(word))
            {
                Refuse(name, $"'{word}' is not one of {string.Join(", ", words!)}.");
                return null;
            }
        }

        return given;
    }

    /// <summary>A whole number from 0 on.</summary>
    public long? Count(string name) =>
        Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : Refuse<long>(name, $"'{text}' is not a whole number from 0 on.");

    public int? Number(string name, int from, int to = int.MaxValue) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number
        : Refuse<int>(name, $"'{text}' is not a number from {from} to {to}.");

    /// <summary>
    /// Tells this query of this list in this scope from every other; where in the list it is, and how much it asks for, aside.
    /// </summary>
    public long Fingerprint(string list, Scope scope)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(list);
        Append(scope.ToString());
        foreach (var name in query.Keys.Where(name => name is not ("limit" or "cursor")).Order(StringComparer.Ordinal))
        {
            Append(name);
            Append(query[name].ToString());
        }

        return BinaryPrimitives.ReadInt64BigEndian(hash.GetHashAndReset());

        void Append(string text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }
    }

    private T? Refuse<T>(string name, string reason)
        where T : struct
    {
        Refuse(name, reason);
        return null;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
