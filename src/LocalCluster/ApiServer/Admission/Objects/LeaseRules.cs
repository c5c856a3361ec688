using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

internal sealed class LeaseRules : KindRules
{
    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context) =>
    [
        .. Checks.Positive(obj.At("spec", "leaseDurationSeconds"), "spec.leaseDurationSeconds"),
        .. Checks.NonNegative(obj.At("spec", "leaseTransitions"), "spec.leaseTransitions"),
    ];
}
