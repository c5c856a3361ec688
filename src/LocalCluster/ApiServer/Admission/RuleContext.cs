using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Admission;

/// <summary>What the rules of a kind may look at besides the object itself.</summary>
internal sealed record RuleContext(ApiState State, ResourceDefinition Resource, User User, bool DryRun, Action<string> Warn)
{
    public DateTimeOffset Now => State.Now;
}
