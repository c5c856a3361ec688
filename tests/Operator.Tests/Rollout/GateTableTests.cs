using Operator.Rollout.Gates;

namespace Operator.Tests.Rollout;

public sealed class GateTableTests
{
    [Fact]
    public void Every_gate_is_documented_under_its_name_and_in_its_place()
    {
        var headings = RepositoryFiles.Read("docs/rollout-gates.md").Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);

        Assert.Equal(GateTable.Gates.Select(gate => gate.Name).Concat(WaitNames.All), headings);
    }

    [Fact]
    public void Every_name_of_a_wait_is_in_the_list() =>
        Assert.Equal(typeof(WaitNames).GetFields().Where(field => field.IsLiteral).Select(field => field.GetRawConstantValue()), WaitNames.All);
}
