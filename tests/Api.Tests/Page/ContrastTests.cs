using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CmsOrchestrator.Api.Page;

namespace CmsOrchestrator.Api.Tests.Page;

public sealed class ContrastTests
{
    private const double Readable = 4.5; // WCAG 2.2, 1.4.3

    private static readonly Dictionary<string, (string Light, string Dark)> Colours = Regex
        .Matches(Encoding.UTF8.GetString(PageFile.All["base.css"].Bytes), @"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
        .ToDictionary(match => match.Groups[1].Value, match => (match.Groups[2].Value, match.Groups[3].Value));

    [Theory]
    [InlineData("ink")]
    [InlineData("muted")]
    [InlineData("accent")]
    [InlineData("good")]
    [InlineData("warn")]
    [InlineData("bad")]
    [InlineData("stale")]
    [InlineData("info")]
    public void Text_can_be_read_on_whatever_is_behind_it_in_light_and_in_dark(string text)
    {
        foreach (var behind in new[] { "ground", "surface", "raised" })
        {
            Assert.True(Contrast(Colours[text].Light, Colours[behind].Light) >= Readable, $"{text} on {behind}, light");
            Assert.True(Contrast(Colours[text].Dark, Colours[behind].Dark) >= Readable, $"{text} on {behind}, dark");
        }
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
