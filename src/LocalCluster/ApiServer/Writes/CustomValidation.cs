using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Writes;

/// <summary>Holds a custom object against its schema and rules, after what was found before; whether rules run at all depends on that.</summary>
internal static class CustomValidation
{
    public static List<FieldError> Continue(List<FieldError> earlier, JsonObject obj, JsonObject? old, ResourceDefinition resource, UpdateScope scope)
    {
        if (resource is not { Custom: { } custom, Schema: { } schema })
            return earlier;
        var what = new ValidationScope { Earlier = earlier, Scale = custom.Scale, StatusOnly = scope == UpdateScope.StatusOnly };
        return [.. Validation.Validate(obj, old, schema, what)];
    }
}
