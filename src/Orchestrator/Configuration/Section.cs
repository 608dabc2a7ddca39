using System.Globalization;

namespace CmsOrchestrator.Configuration;

/// <summary>
/// One object of the configuration, being read. What is absent, null or empty is not given. A value that is wrong is a problem
/// of the reading, and something harmless stands in for it, so that the rest can be read, too.
/// </summary>
internal sealed class Section(IConfigurationSection at, Reading reading)
{
    private static readonly string[] DurationForms = [@"hh\:mm\:ss", @"d\.hh\:mm\:ss", @"hh\:mm\:ss\.FFFFFFF", @"d\.hh\:mm\:ss\.FFFFFFF"];

    public string Name => at.Key;

    public bool IsGiven => !string.IsNullOrEmpty(at.Value) || at.GetChildren().Any();

    /// <summary>Given as a list or object with nothing in it.</summary>
    public bool IsEmptyList => reading.IsEmptyList(at.Path);

    /// <summary>The objects of this one, by name. None, and a problem, where this is a plain value.</summary>
    public IReadOnlyList<Section> Children
    {
        get
        {
            if (!string.IsNullOrEmpty(at.Value))
            {
                Problem("must hold keys of its own, not a value");
            }

            return [.. reading.Keys(at.Path).Select(Child)];
        }
    }

    public Section Child(string key) => new(at.GetSection(key), reading);

    /// <summary>Everything but these is a problem: a misspelt key would be a setting that does nothing.</summary>
    public void KnowsOnly(params IReadOnlyList<string> keys)
    {
        foreach (var child in Children.Where(child => !keys.Contains(child.Name, StringComparer.OrdinalIgnoreCase)))
        {
            child.Problem("is not a key that is known here");
        }
    }

    public string? Text(string key)
    {
        var section = at.GetSection(key);
        if (section.GetChildren().Any())
        {
            Problem(key, "must be a single value");
            return null;
        }

        if (section.Value is { } value && value.Contains('\0', StringComparison.Ordinal))
        {
            Problem(key, "must not hold a NUL character"); // no path, name or password has one, and .NET throws for a path
            return null;
        }

        return string.IsNullOrEmpty(section.Value) ? null : section.Value;
    }

    /// <summary>"" where it is missing.</summary>
    public string RequiredText(string key)
    {
        if (Text(key) is { } text)
        {
            return text;
        }

        if (!Child(key).IsGiven)
        {
            Problem(key, "is missing");
        }

        return "";
    }

    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan atMost)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (!TimeSpan.TryParseExact(text, DurationForms, CultureInfo.InvariantCulture, out var duration))
        {
            Problem(key, "is not a duration ([d.]hh:mm:ss)");
        }
        else if (duration <= TimeSpan.Zero || duration > atMost)
        {
            Problem(key, $"must be more than 00:00:00 and at most {atMost:c}");
        }
        else
        {
            return duration;
        }

        return otherwise;
    }

    public int Number(string key, int least, int most, int otherwise)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Problem(key, $"must be a whole number from {least} to {most}");
        return otherwise;
    }

    /// <summary>One word of a closed set, in whatever case.</summary>
    public T Word<T>(string key, T otherwise)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } word)
        {
            return Enum.Parse<T>(word);
        }

        Problem(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");
        return otherwise;
    }

    /// <summary>A whole path; null where none is given. Whether there is such a file is another question.</summary>
    public string? File(string key) => Text(key) is { } path ? reading.FullPath($"{at.Path}:{key}", path) : null;

    public void Problem(string what) => reading.Add(at.Path, what);

    public void Problem(string key, string what) => reading.Add($"{at.Path}:{key}", what);

    /// <summary>Problems of names that files spell in more than one way: nobody could say which is the name.</summary>
    public void OneSpellingEach()
    {
        foreach (var names in reading.Spellings(at.Path))
        {
            Problem(names[0], $"is also written {string.Join(", ", names.Skip(1))}: names that differ only in case are one name");
        }
    }
}
