using System.Text.Json;

namespace CmsOrchestrator.Configuration;

/// <summary>
/// What is wrong with a configuration file before anything in it is looked at. Keys are the same whatever their case, so two
/// that differ only in it are two of one name, which .NET's reader would merge or refuse without a place.
/// </summary>
internal static class JsonFileCheck
{
    private static readonly JsonDocumentOptions AsDotNetReadsIt =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IReadOnlyList<ConfigurationProblem> Problems(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(stream, AsDotNetReadsIt);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. Twice(file, "", document.RootElement)]
                : [new ConfigurationProblem(file, "must be a JSON object")];
        }
        catch (JsonException exception)
        {
            // Its message may show a piece of the file.
            return [new(file, $"not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}")];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [new ConfigurationProblem(file, "does not exist")];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [new ConfigurationProblem(file, "cannot be read")];
        }
    }

    private static IEnumerable<ConfigurationProblem> Twice(string file, string path, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany((item, place) => Twice(file, $"{path}:{place}", item));
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return element.EnumerateObject().SelectMany(property =>
        {
            var at = path.Length == 0 ? property.Name : $"{path}:{property.Name}";
            return names.Add(property.Name)
                ? Twice(file, at, property.Value)
                : [new ConfigurationProblem(at, $"is in {file} twice (names that differ only in case are one name)")];
        });
    }
}
