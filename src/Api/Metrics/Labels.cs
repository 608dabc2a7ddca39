using System.Collections.Immutable;

namespace CmsOrchestrator.Api.Metrics;

/// <summary>Compares label sets as they are recorded, without making one of them.</summary>
internal sealed class LabelsComparer
    : IEqualityComparer<Labels>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, Labels>
{
    public static readonly LabelsComparer Instance = new();

    public bool Equals(Labels? x, Labels? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Pairs.AsSpan(), y));

    public int GetHashCode(Labels obj) => GetHashCode(obj.Pairs.AsSpan());

    public Labels Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new([.. alternate]);

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, Labels other)
    {
        if (alternate.Length != other.Pairs.Length)
        {
            return false;
        }

        for (var i = 0; i < alternate.Length; i++)
        {
            var (key, value) = other.Pairs[i];
            if (alternate[i].Key != key || !Equals(alternate[i].Value, value))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        var hash = default(HashCode);
        foreach (var (key, value) in alternate)
        {
            hash.Add(key);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}

/// <summary>The labels of one series, in the order in which they are recorded.</summary>
internal sealed class Labels(ImmutableArray<KeyValuePair<string, object?>> pairs)
{
    public ImmutableArray<KeyValuePair<string, object?>> Pairs => pairs;

    /// <summary>A label's value as text; null where there is no such label.</summary>
    public string? Find(string name)
    {
        foreach (var (key, value) in pairs)
        {
            if (key == name)
            {
                return value?.ToString();
            }
        }

        return null;
    }
}
