using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>Where pods are to be beside others and apart from others.</summary>
internal static class SpreadValidation
{
    private const string Needed = "can not be empty";

    private static readonly string[] Kinds = ["podAffinity", "podAntiAffinity"];

    public static IEnumerable<FieldError> Validate(JsonObject spec, string path) => [.. Constraints(spec, path), .. Terms(spec, path), .. Weights(spec, path)];

    private static IEnumerable<FieldError> Constraints(JsonObject spec, string path)
    {
        foreach (var (constraint, i) in spec.Items("topologySpreadConstraints").Select((one, i) => (one, i)))
        {
            var at = $"{path}.topologySpreadConstraints[{i}]";
            if (constraint.Number("maxSkew") is not > 0)
                yield return FieldError.Invalid($"{at}.maxSkew", constraint.Number("maxSkew") ?? 0, "must be greater than zero");
            foreach (var error in Topology(constraint, at))
                yield return error;
            foreach (var error in Checks.OneOf(constraint.Text("whenUnsatisfiable"), $"{at}.whenUnsatisfiable", "DoNotSchedule", "ScheduleAnyway"))
                yield return error;
        }
    }

    private static IEnumerable<FieldError> Terms(JsonObject spec, string path) =>
        from kind in Kinds
        from term in Of(spec, kind, "required", path).Concat(Of(spec, kind, "preferred", path))
        from error in Topology(term.Term, term.At)
        select error;

    private static IEnumerable<FieldError> Weights(JsonObject spec, string path) =>
        from kind in Kinds
        from preference in spec.Items("affinity", kind, "preferredDuringSchedulingIgnoredDuringExecution").Index()
        from error in NodeAffinityValidation.Weight(preference.Item, $"{path}.affinity.{kind}.preferredDuringSchedulingIgnoredDuringExecution[{preference.Index}]")
        select error;

    private static IEnumerable<(JsonObject Term, string At)> Of(JsonObject spec, string kind, string strength, string path)
    {
        var field = $"{strength}DuringSchedulingIgnoredDuringExecution";
        return spec.Items("affinity", kind, field).Select((one, i) => strength == "required"
            ? (one, $"{path}.affinity.{kind}.{field}[{i}]")
            : (one.Object("podAffinityTerm") ?? [], $"{path}.affinity.{kind}.{field}[{i}].podAffinityTerm"));
    }

    private static IEnumerable<FieldError> Topology(JsonObject owner, string at)
    {
        var key = owner.Text("topologyKey") ?? "";
        return key.Length == 0 ? [FieldError.Required($"{at}.topologyKey", Needed)] : Checks.Named(key, $"{at}.topologyKey", NameSyntax.QualifiedName);
    }
}
