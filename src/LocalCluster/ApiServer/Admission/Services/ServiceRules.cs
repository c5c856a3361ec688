using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>Services: defaults, addresses and ports from their pools, and what a change of type does to the rest.</summary>
internal sealed class ServiceRules : KindRules
{
    public override NameRule NameRule => NameRule.Label;

    public override bool AllowsCreateOnUpdate => true;

    public override bool ReturnsDeletedObject => true;

    public override bool AllocatesBeforeValidation => true;

    public override void Default(JsonObject obj) => ServiceDefaults.Apply(obj);

    public override void PrepareForCreate(JsonObject obj, RuleContext context)
    {
        obj.Remove("status");
        ServiceAddresses.Normalize(obj, null);
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
        ServiceChanges.CarryAllocated(obj, old);
        ServiceAddresses.Normalize(obj, old);
        ServiceChanges.DropWhatTypeNoLongerHas(obj, old);
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context) => ServiceValidation.Validate(obj);

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) => ServiceChanges.Validate(obj, old);

    public override IEnumerable<FieldError> ValidateStatus(JsonObject obj, JsonObject old) => LoadBalancerStatus.Validate(obj);

    public override IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) => ServiceWarnings.For(obj);

    public override void Allocate(JsonObject obj, JsonObject? old, RuleContext context) => context.State.Services.Allocate(obj, old, context.DryRun);

    public override void Release(JsonObject obj, RuleContext context) => context.State.Services.Release(obj);

    public override void ReleaseDifference(JsonObject kept, JsonObject given, RuleContext context) => context.State.Services.ReleaseDifference(kept, given);
}
