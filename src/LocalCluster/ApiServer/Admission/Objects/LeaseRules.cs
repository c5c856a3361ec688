using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

internal sealed class LeaseRules : KindRules
{
    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override void PrepareForCreate(JsonObject obj, RuleContext context) => DropCoordinated(obj);

    public override void PrepareForUpdate(JsonObject obj, JsonObject old, RuleContext context) => DropCoordinated(obj);

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context) =>
    [
        .. Checks.Positive(obj.At("spec", "leaseDurationSeconds"), "spec.leaseDurationSeconds"),
        .. Checks.NonNegative(obj.At("spec", "leaseTransitions"), "spec.leaseTransitions"),
    ];

    /// <summary>Coordinated leader election is off by default, and so its fields are dropped (CoordinatedLeaderElection, KEP-4355).</summary>
    private static void DropCoordinated(JsonObject obj)
    {
        obj.Object("spec")?.Remove("strategy");
        obj.Object("spec")?.Remove("preferredHolder");
    }
}
