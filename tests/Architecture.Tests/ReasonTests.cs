using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>Every reason that a condition or an Event can carry stands in docs/operations.md with what to do, and no other does.</summary>
public sealed partial class ReasonTests
{
    /// <summary>Single words in src/Operator/Status and Notifications that are no reasons: kinds, types of Services, values of conditions and Events, and why a pod makes room.</summary>
    private static readonly string[] OtherWords =
    [
        "StatefulSet", "Service", "PersistentVolumeClaim", "NodePort", "LoadBalancer", "True", "False", "Warning", "Normal", "Create", "Update", "Delete",
        "Reconcile", "Rollout", "Act", "Notify", "Unknown", "NotReady",
    ];

    /// <summary>Made of a kind: the server refuses an object of it.</summary>
    private static readonly string[] Refusals = ["StatefulSetRefused", "ServiceRefused", "PersistentVolumeClaimRefused"];

    /// <summary>Said by the scheduler and the node about a pod that is late.</summary>
    private static readonly string[] OfPods = ["Unschedulable", "ContainerCreating"];

    [Fact]
    public void Every_reason_is_explained() => HouseTests.Nothing(Reasons().Except(Explained()));

    [Fact]
    public void Nothing_is_explained_that_never_happens() => HouseTests.Nothing(Explained().Except(Reasons()));

    private static HashSet<string> Reasons()
    {
        var words =
            from file in Repository.Room("Operator/Status").Concat(Repository.Room("Operator/Notifications")).Concat(Repository.Room("Operator/Rollout/StuckPods"))
            from literal in file.Syntax.DescendantNodes().OfType<LiteralExpressionSyntax>()
            where literal.IsKind(SyntaxKind.StringLiteralExpression) && Word().IsMatch(literal.Token.ValueText)
            select literal.Token.ValueText;
        var gates = Repository.Room("Operator/Rollout/Gates").Select(file => file.Name).Where(name => name is not ("Gate" or "GateTable" or "WaitNames"));
        return [.. words.Except(OtherWords), .. gates, .. Refusals, .. OfPods];
    }

    private static HashSet<string> Explained() =>
        [.. Rows(Repository.ReadText("docs/operations.md")).SelectMany(cell => Code().Matches(cell)).Select(match => match.Groups[1].Value)];

    /// <summary>The cells that hold reasons: the second column under Conditions, the first under Events.</summary>
    private static IEnumerable<string> Rows(string page) =>
        from section in page.Split("\n## ")
        let column = section.StartsWith("Conditions\n", StringComparison.Ordinal) ? 2 : section.StartsWith("Events\n", StringComparison.Ordinal) ? 1 : 0
        where column > 0
        from line in section.Split('\n')
        where line.StartsWith("| ", StringComparison.Ordinal)
        select line.Split('|')[column];

    [GeneratedRegex("^[A-Z][A-Za-z]+$")]
    private static partial Regex Word();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Code();
}
