using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Writes;

/// <summary>Owner references: complete, and at most one controller among them.</summary>
internal static class OwnerRules
{
    public static IEnumerable<FieldError> Validate(JsonObject obj)
    {
        var owners = obj.Items("metadata", "ownerReferences").ToList();
        for (var i = 0; i < owners.Count; i++)
        {
            foreach (var error in One(owners[i], $"metadata.ownerReferences[{i}]"))
                yield return error;
        }

        var controllers = owners.Where(owner => owner.Flag("controller") == true).ToList();
        if (controllers.Count > 1)
        {
            yield return FieldError.Invalid("metadata.ownerReferences", new GoLiteral($"[{string.Join(',', owners.Select(Spelled))}]"),
                $"Only one reference can have Controller set to true. Found \"true\" in references for {Named(controllers[0])} and {Named(controllers[1])}");
        }
    }

    private static IEnumerable<FieldError> One(JsonObject owner, string path)
    {
        var apiVersion = owner.Text("apiVersion") ?? "";
        if (apiVersion.Length == 0 || apiVersion.EndsWith('/') || apiVersion.Count(one => one == '/') > 1)
            yield return FieldError.Invalid($"{path}.apiVersion", apiVersion, "version must not be empty");
        foreach (var field in new[] { "kind", "name", "uid" })
        {
            if (owner.Text(field) is null or "")
                yield return FieldError.Invalid($"{path}.{field}", "", $"{field} must not be empty");
        }

        if (apiVersion == "v1" && owner.Text("kind") == "Event")
            yield return FieldError.Invalid(path, owner, "/v1, Kind=Event is disallowed from being an owner");
    }

    /// <summary>In the order of the Go struct.</summary>
    private static string Spelled(JsonObject owner)
    {
        var fields = new[] { "apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion" };
        return $"{{{string.Join(',', fields.Where(owner.ContainsKey).Select(field => $"\"{field}\":{GoText.Json(owner[field])}"))}}}";
    }

    private static string Named(JsonObject owner) => $"{owner.Text("kind")}/{owner.Text("name")}";
}
