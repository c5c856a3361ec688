using System.Text.Json.Nodes;
using Operator.Apply;

namespace Operator.Tests.Cases;

public sealed class CaseTests
{
    public static TheoryData<string> Names => [.. Directory.GetDirectories(Case.Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_comes_out_as_its_folder_says(string name)
    {
        var outcome = Case.Read(name).Outcome();

        var expected = Case.Expectation(name);
        var differences = LiveComparison.Compare(expected, outcome).Concat(Lists("", expected, outcome));
        Assert.True(!differences.Any(), $"{string.Join('\n', differences.Select(d => $"{d.Path}: is {d.Live}, expected {d.Wanted}"))}\n{outcome}");
    }

    /// <summary>The comparison of live objects leaves other people's list items alone; here a list has to be complete where it is named.</summary>
    private static IEnumerable<Difference> Lists(string path, JsonNode? expected, JsonNode? outcome)
    {
        if (expected is JsonArray { Count: var wanted } && (outcome as JsonArray)?.Count is var live && live != wanted)
            yield return new Difference(path, $"{live} items", $"{wanted} items");
        foreach (var (key, value) in expected as JsonObject ?? [])
        {
            foreach (var difference in Lists($"{path}.{key}", value, (outcome as JsonObject)?[key])) yield return difference;
        }
    }
}
