using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>What holds for every custom object beside its schema.</summary>
internal sealed class CustomRules : KindRules
{
    public static CustomRules Instance { get; } = new();

    public override bool AllowsUnconditionalUpdate => false;

    public override bool HasGeneration => true;

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var (kind, apiVersion) = (context.Resource.Kind, context.Resource.Custom!.StoredApiVersion);
        if ((string?)obj["kind"] != kind)
            yield return FieldError.Invalid("kind", (string?)obj["kind"], $"must be {kind}");
        if ((string?)obj["apiVersion"] != apiVersion)
            yield return FieldError.Invalid("apiVersion", (string?)obj["apiVersion"], $"must be {context.Resource.ApiVersion}");
    }

    public override IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) => FinalizerRules.Warnings(obj, old);

    /// <summary>A definition on its way out waits for its last object.</summary>
    public override void Written(JsonObject obj, RuleContext context)
    {
        if (context.Resource.Custom!.Terminating)
            context.State.Definitions.Follow(context.Resource.Custom.DefinitionName);
    }
}
