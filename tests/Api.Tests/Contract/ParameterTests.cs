using System.Net;
using System.Text.Json.Nodes;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Contract;

/// <summary>
/// Every parameter of every route, right and wrong, as the document has them: a new route or parameter is in these tables once it is
/// in the document.
/// </summary>
public sealed class ParameterTests
{
    private static readonly string[] NoNumbers = ["", "x", "-1", "+1", "1e2", "1.0", " 1", "0x1", "99999999999999999999", "%00", "1%0A"];
    private static readonly string[] NoGuids =
        ["", "7", "%7B0199aaaa-0001-7000-8000-00000000000a%7D", "0199aaaa000170008000000000000000a", "0199aaaa-0001-7000-8000-00000000000g"];
    private static readonly string[] NoTimes = ["", "yesterday", "2026-13-01T00:00:00Z", "2026-11-22", "1700000000"];

    [Fact]
    public async Task A_value_that_a_parameter_cannot_have_is_a_400_that_names_it()
    {
        await using var api = await DeployAsync();
        foreach (var (path, parameter) in Queries(api))
        {
            var name = parameter["name"]!.ToString();
            foreach (var value in WrongValues(parameter))
            {
                await RefusesAsync(api, $"{path}?{name}={value}", name);
            }
        }
    }

    [Fact]
    public async Task A_parameter_that_is_given_twice_is_a_400_that_names_it()
    {
        await using var api = await DeployAsync();
        foreach (var (path, parameter) in Queries(api))
        {
            var name = parameter["name"]!.ToString();
            await RefusesAsync(api, $"{path}?{name}={RightValue(parameter)}&{name}={RightValue(parameter)}", name);
        }
    }

    [Fact]
    public async Task A_parameter_in_another_case_or_of_another_route_is_unknown()
    {
        await using var api = await DeployAsync();
        var queries = Queries(api);
        var names = queries.Select(query => query.Parameter["name"]!.ToString()).Distinct().ToList();
        foreach (var path in queries.Select(query => query.Path).Append("/api/v1/stats").Distinct())
        {
            var known = queries.Where(query => query.Path == path).Select(query => query.Parameter["name"]!.ToString()).ToList();
            foreach (var name in names.Except(known).Append("limit".ToUpperInvariant()).Append("key").Append(""))
            {
                await RefusesAsync(api, $"{path}?{name}=x", name);
            }
        }
    }

    [Fact]
    public async Task A_right_value_is_taken()
    {
        await using var api = await DeployAsync();
        foreach (var (path, parameter) in Queries(api))
        {
            if (RightValue(parameter) is var value and not "")
            {
                // The head alone: one of the answers has no end.
                using var answer = await api.SendAsync(HttpMethod.Head, $"{path}?{parameter["name"]}={Uri.EscapeDataString(value)}");
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}?{parameter["name"]}={value}");
            }
        }
    }

    [Fact]
    public async Task An_id_that_is_none_is_a_404()
    {
        await using var api = await DeployAsync();
        foreach (var path in api.Routes.Where(route => route.Contains("{id}", StringComparison.Ordinal)))
        {
            foreach (var id in NoGuids.Where(id => id.Length > 0).Append("%20").Append("..%2F..%2Fstats").Append(new string('9', 3000)))
            {
                await api.ProblemAsync(path.Replace("{id}", id, StringComparison.Ordinal), HttpStatusCode.NotFound, "not-found");
            }
        }
    }

    private static Task<ApiHost> DeployAsync() => ApiHost.StartAsync(
        Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Call(1)), Sample.Live(Sample.Participant(1, 1)));

    private static async Task RefusesAsync(ApiHost api, string path, string parameter)
    {
        using var answer = await api.GetAsync(path);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path} is a {(int)answer.StatusCode}");
        Assert.Equal(parameter, (await answer.ProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter"))["parameter"]!.ToString());
    }

    /// <summary>Every query parameter of every route under /api that is served, at an address that is there.</summary>
    private static List<(string Path, JsonNode Parameter)> Queries(ApiHost api)
    {
        List<(string, JsonNode)> queries =
        [
            .. from route in api.Routes
               where route.StartsWith("/api/", StringComparison.Ordinal)
               let path = Sample.Address(route)
               from parameter in ApiDocument.Parameters(ApiDocument.OperationAt(path)!, "query")
               select (path, parameter),
        ];
        Assert.NotEmpty(queries);
        return queries;
    }

    private static string[] WrongValues(JsonNode parameter)
    {
        var schema = parameter["schema"]!;
        return (schema["enum"], schema["type"]!.ToString(), schema["format"]?.ToString(), parameter["name"]!.ToString()) switch
        {
            ({ } words, _, _, _) => ["", "nonsense", words[0]!.ToString().ToUpperInvariant(), $"{words[0]},{words[1]}", $"{words[0]}%20"],
            (_, "integer", _, _) => [.. NoNumbers, .. Beyond(schema)],
            (_, _, "uuid", _) => NoGuids,
            (_, _, "date-time", _) => NoTimes,
            (_, _, _, "cursor") => ["", "x", "AAAA", new string('A', 60), "%00"],
            (_, _, _, "type") => ["", "call.begun", "call.started,", "CALL.STARTED"],
            _ => [],
        };
    }

    private static IEnumerable<string> Beyond(JsonNode schema)
    {
        if (schema["minimum"] is { } least && (int)least > 0)
        {
            yield return $"{(int)least - 1}";
        }

        if (schema["maximum"] is { } most)
        {
            yield return $"{(int)most + 1}";
        }
    }

    private static string RightValue(JsonNode parameter) =>
        (parameter["example"] ?? parameter["schema"]!["default"] ?? parameter["schema"]!["enum"]?[0] ?? parameter["schema"]!["minimum"])?.ToString()
            ?? "";
}
