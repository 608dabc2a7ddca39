using System.Globalization;

namespace CmsOrchestrator.Model;

/// <summary>A moment, in milliseconds since 1970 UTC: the resolution of the API.</summary>
public readonly record struct Instant(long Milliseconds) : IComparable<Instant>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static Instant operator +(Instant instant, TimeSpan span) => new(instant.Milliseconds + (long)span.TotalMilliseconds);

    public static Instant operator -(Instant instant, TimeSpan span) => instant + -span;

    public static TimeSpan operator -(Instant left, Instant right) => TimeSpan.FromMilliseconds(left.Milliseconds - right.Milliseconds);

    public static bool operator <(Instant left, Instant right) => left.Milliseconds < right.Milliseconds;

    public static bool operator >(Instant left, Instant right) => left.Milliseconds > right.Milliseconds;

    public static bool operator <=(Instant left, Instant right) => left.Milliseconds <= right.Milliseconds;

    public static bool operator >=(Instant left, Instant right) => left.Milliseconds >= right.Milliseconds;

    public static Instant Of(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    public static Instant Max(Instant left, Instant right) => left >= right ? left : right;

    /// <summary>The opposite of <see cref="ToString"/>; null where the text is none.</summary>
    public static Instant? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Of(time) : null;

    public int CompareTo(Instant other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>RFC 3339, UTC, milliseconds.</summary>
    public override string ToString() =>
        DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds).UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
