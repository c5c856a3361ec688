using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>
/// What a patch makes of an object, read as an object of its kind: the resource's, or that of its subresource. One that cannot be read
/// so is refused with all of it in the message, as the server does: a JSON patch or a merge patch with the patched object, a strategic
/// merge patch with the patch.
/// </summary>
internal sealed class PatchedObject(ApiState state)
{
    /// <exception cref="StatusException">422.</exception>
    public JsonObject Read(ApiRequest request, ResourceDefinition kind, PatchBody patch, JsonObject target)
    {
        var patched = patch.ApplyTo(target);
        if (patched["kind"] is null)
            patched["kind"] = kind.Kind;
        if (patched["apiVersion"] is null)
            patched["apiVersion"] = kind.ApiVersion;
        if (ObjectDecoder.OtherKind(patched, kind, state.Catalog.View) is { } otherKind)
            throw Refused(patch.Show(patched), otherKind);
        var shown = new Lazy<string>(() => patch.Show(patch.ApplyTo(target)));
        try
        {
            var decoded = ObjectDecoder.Shape(patched, kind, new StrictReading());
            FieldValidation.Judge(request, [.. patch.StrictErrors, .. decoded.StrictErrors], strict => Refused(shown.Value, strict));
            return decoded.Object;
        }
        catch (TypeMismatchException wrong)
        {
            throw Refused(shown.Value, patch.IsStrategic ? wrong.Conversion : wrong.Message);
        }
    }

    private static StatusException Refused(string shown, string why) => Failures.Invalid("", "", "", [FieldError.Invalid("patch", shown, why)]);
}
