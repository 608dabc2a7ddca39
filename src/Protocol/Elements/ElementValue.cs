using System.Globalization;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// One element's value as a Call Bridge said it: text, a number, true, false, or no value. Values are open sets
/// (protocol.md §4): an unknown word, and a word where a number is usual, are kept and passed on. An absent key, <c>null</c>
/// and <c>""</c> are all "no value"; <c>7.0</c> and <c>7</c> are equal.
/// </summary>
public readonly struct ElementValue : IEquatable<ElementValue>
{
    private static readonly object NumberMark = new();
    private static readonly object TrueMark = new();
    private static readonly object FalseMark = new();

    private readonly object? _what;
    private readonly double _number;

    private ElementValue(object? what, double number)
    {
        _what = what;
        _number = number;
    }

    /// <summary>No value.</summary>
    public static ElementValue None => default;

    /// <summary>Whether there is no value.</summary>
    public bool IsNone => _what is null;

    /// <summary>The text, or null where the value is none or not text.</summary>
    public string? AsText => _what as string;

    /// <summary>The number, or null where the value is none or not a number.</summary>
    public double? AsNumber => ReferenceEquals(_what, NumberMark) ? _number : null;

    /// <summary>True or false, or null where the value is none or neither.</summary>
    public bool? AsBoolean => ReferenceEquals(_what, TrueMark) ? true : ReferenceEquals(_what, FalseMark) ? false : null;

    /// <summary>A text value; "" is no value.</summary>
    public static ElementValue Of(string? text) => string.IsNullOrEmpty(text) ? default : new(text, 0);

    /// <summary>A number, which must be finite: JSON has no others. <c>-0.0</c> is 0.</summary>
    public static ElementValue Of(double number) =>
        double.IsFinite(number) ? new(NumberMark, number + 0.0) : throw new ArgumentOutOfRangeException(nameof(number), number, "not finite");

    /// <summary>True or false.</summary>
    public static ElementValue Of(bool flag) => new(flag ? TrueMark : FalseMark, 0);

    public static bool operator ==(ElementValue left, ElementValue right) => left.Equals(right);

    public static bool operator !=(ElementValue left, ElementValue right) => !left.Equals(right);

    public bool Equals(ElementValue other) =>
        ReferenceEquals(_what, other._what)
            ? _number.Equals(other._number)
            : _what is string text && other._what is string otherText && string.Equals(text, otherText, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is ElementValue other && Equals(other);

    public override int GetHashCode() => _what is string text ? text.GetHashCode(StringComparison.Ordinal) : HashCode.Combine(_what, _number);

    /// <summary>The value as JSON would say it, texts without quotes; "" for no value.</summary>
    public override string ToString() =>
        _what as string
        ?? (AsNumber is { } number ? number.ToString(CultureInfo.InvariantCulture) : AsBoolean is { } flag ? (flag ? "true" : "false") : "");
}
