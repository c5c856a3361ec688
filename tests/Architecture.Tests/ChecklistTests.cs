using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>The checklist of the client and the runtime names the test that proves each item: it has to exist.</summary>
public sealed partial class ChecklistTests
{
    private static readonly IReadOnlyList<string[]> Rows =
        [.. Repository.ReadText("docs/client-checklist.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line != "| item | proof |")
            .Select(line => line.Trim('|', ' ').Split(" | "))];

    /// <summary>The methods of every test class, by the class and its project.</summary>
    private static readonly ILookup<(string Project, string Class), string> Tests =
        Repository.Tests.SelectMany(file => file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>(), (file, method) => (file, method))
            .ToLookup(pair => (pair.file.Path.Split('/')[1], pair.file.Name), pair => pair.method.Identifier.Text);

    [Fact]
    public void Every_item_has_one_proof() => HouseTests.Nothing(Rows.Where(row => row.Length != 2).Select(row => row[0]));

    [Fact]
    public void Every_item_names_a_test_or_says_why_there_is_none() =>
        HouseTests.Nothing(Rows.Where(row => IsDone(row) && !Code().IsMatch(row[^1])).Select(row => row[0]));

    [Fact]
    public void Every_test_that_an_item_names_exists() =>
        HouseTests.Nothing(Rows.Where(IsDone).SelectMany(row => Missing(row[^1]), (row, name) => $"{row[0]}: there is no {name}"));

    private static bool IsDone(string[] row) => !row[^1].StartsWith("not done: ", StringComparison.Ordinal);

    // `Class`, `Class.Method`, `.Method` of the class before, `Project.Tests Class`; an ellipsis stands for the rest of a name. Anything else is a path.
    private static IEnumerable<string> Missing(string proof)
    {
        var (project, type) = ("Kubernetes", "");
        foreach (var code in Code().Matches(proof).Select(match => match.Groups[1].Value))
        {
            if (Test().Match(code) is not { Success: true } name)
            {
                if (!Path.Exists(Path.Combine(Repository.Root, code))) yield return code;
                continue;
            }

            if (name.Groups["type"].Value is { Length: > 0 } named) (project, type) = (name.Groups["project"].Value is { Length: > 0 } other ? other : "Kubernetes", named);
            var method = new Regex($"^{name.Groups["method"].Value.Replace("…", ".+", StringComparison.Ordinal)}$");
            var found = Tests[(project + ".Tests", type)];
            if (!(name.Groups["method"].Success ? found.Any(method.IsMatch) : found.Any())) yield return $"{project}.Tests {type} {name.Groups["method"].Value}";
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^((?<project>\w+)\.Tests )?(?<type>\w+Tests)?(\.(?<method>[\w…]+))?$")]
    private static partial Regex Test();
}
