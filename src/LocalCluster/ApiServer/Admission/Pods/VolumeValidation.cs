using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

internal static class VolumeValidation
{
    /// <summary>In the order in which the server looks for them: of two it blames the later one.</summary>
    private static readonly string[] Order =
    [
        "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi", "glusterfs", "persistentVolumeClaim", "rbd", "cinder",
        "cephfs", "flocker", "downwardAPI", "fc", "configMap", "azureFile", "vsphereVolume", "quobyte", "azureDisk", "storageos", "projected", "scaleIO", "csi", "ephemeral", "image",
    ];

    public static IEnumerable<FieldError> Validate(JsonObject spec, string path)
    {
        HashSet<string> seen = [];
        foreach (var (volume, i) in spec.Items("volumes").Select((one, i) => (one, i)))
        {
            var at = $"{path}.volumes[{i}]";
            foreach (var error in Source(volume, at))
                yield return error;
            var name = volume.Text("name") ?? "";
            if (name.Length == 0)
                yield return FieldError.Required($"{at}.name");
            else if (NameSyntax.Label(name) is { Count: > 0 } wrong)
                yield return FieldError.Invalid($"{at}.name", name, wrong[0]);
            else if (!seen.Add(name))
                yield return FieldError.Duplicate($"{at}.name", name);
        }
    }

    private static IEnumerable<FieldError> Source(JsonObject volume, string at)
    {
        var sources = volume.Where(member => member.Key != "name" && member.Value is not null).Select(member => member.Key).OrderBy(source => Array.IndexOf(Order, source)).ToList();
        if (sources.Count == 0)
            yield return FieldError.Required(at, "must specify a volume type");
        foreach (var more in sources.Skip(1))
            yield return FieldError.Forbidden($"{at}.{more}", "may not specify more than 1 volume type");
        foreach (var (source, field) in new[]
        {
            ("persistentVolumeClaim", "claimName"), ("configMap", "name"), ("secret", "secretName"), ("hostPath", "path"),
        })
        {
            if (volume.Object(source) is { } found && found.Text(field) is null or "")
                yield return FieldError.Required($"{at}.{source}.{field}");
        }
    }
}
