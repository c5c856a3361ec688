using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>The front page of the local cluster names the test that proves each promise: it has to exist.</summary>
public sealed class FrontPageTests
{
    private static readonly string Tests = Path.Combine(Repository.Root, "tests");

    private static readonly IReadOnlyList<string[]> Rows =
        [.. Repository.ReadText("src/LocalCluster/README.md").Split("## Fidelity")[1].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith("| proved by |", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))];

    [Fact]
    public void Every_test_that_the_fidelity_table_names_exists() =>
        HouseTests.Nothing(
            from row in Rows
            from Match name in Regex.Matches(row[^1], "`([^`]+)`")
            where row.Length == 3 && !Exists(name.Groups[1].Value)
            select $"{row[0]}: there is no test {name.Groups[1].Value}");

    [Fact]
    public void Every_recording_that_the_fidelity_table_names_exists() =>
        HouseTests.Nothing(
            from row in Rows
            from Match names in Regex.Matches(row[^1], "`Golden`: ([a-z*, -]+)")
            from name in names.Groups[1].Value.Split(", ")
            where Directory.GetFiles(Path.Combine(Tests, "LocalCluster.Tests", "Golden", "Recordings"), name + ".json").Length == 0
            select $"{row[0]}: there is no recording {name}");

    [Fact]
    public void What_is_said_to_be_real_names_a_test() =>
        HouseTests.Nothing(Rows.Where(row => row.Length > 1 && Regex.IsMatch(row[1], "^(real|simplified)") && !(row.Length == 3 && row[2].Contains('`', StringComparison.Ordinal))).Select(row => row[0]));

    private static bool Exists(string name) =>
        new[] { Tests, Path.Combine(Tests, "LocalCluster.Tests") }.Select(root => Path.Combine(root, name)).Any(path => Directory.Exists(path) || File.Exists(path + ".cs"));
}
