using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// Who owns an object's number of replicas, as its scale shows them and back: there the field is <c>spec.replicas</c> of autoscaling/v1,
/// wherever the object keeps it (k8s.io/apimachinery/pkg/util/managedfields/scalehandler.go).
/// </summary>
internal static class ScaleOwners
{
    private const string ScaleVersion = "autoscaling/v1";
    private static readonly string[] InScale = ["spec", "replicas"];

    /// <summary>Sets the managedFields of the scale.</summary>
    public static void Show(JsonObject scale, JsonObject obj, string[] replicas)
    {
        var (owners, shown) = (ManagedFields.Read(obj), new ManagedFields());
        foreach (var owner in Owning(owners, replicas))
        {
            var seen = In(ScaleVersion, owner);
            shown.Put(seen, FieldSet.Of(InScale), ScaleVersion);
            shown.Touch(seen, owners.TimeOf(owner));
        }

        shown.Write(scale);
    }

    /// <summary>Sets the managedFields of the object after an apply to its scale. A new owner has no time there, as on the server.</summary>
    public static void Record(JsonObject obj, JsonObject scale, string[] replicas, string apiVersion)
    {
        var owners = ManagedFields.Read(obj);
        var now = Owning(ManagedFields.Read(scale), InScale);
        foreach (var owner in Owning(owners, replicas))
        {
            if (!now.Remove(In(ScaleVersion, owner)))
                owners.Replace(owner, owners.SetOf(owner)!.Difference(FieldSet.Of(replicas)));
        }

        foreach (var owner in now.Select(owner => In(apiVersion, owner)))
            owners.Put(owner, FieldSet.Of(replicas).Union(owners.SetOf(owner) ?? new FieldSet()), apiVersion);
        owners.Write(obj);
    }

    private static List<FieldOwner> Owning(ManagedFields owners, string[] path)
    {
        List<PathElement> elements = [.. path.Select(PathElement.Field)];
        return [.. owners.Managers.Where(owner => owners.SetOf(owner)!.Contains(elements))];
    }

    private static FieldOwner In(string apiVersion, FieldOwner owner) => owner.IsApplier ? owner : owner with { ApiVersion = apiVersion };
}
