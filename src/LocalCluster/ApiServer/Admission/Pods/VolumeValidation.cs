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

    public static IEnumerable<FieldError> Validate(JsonObject spec, string path) => One(spec, path).SelectMany(one => one.Errors);

    /// <summary>A volume that is refused is one that mounts do not find.</summary>
    public static HashSet<string> Names(JsonObject? spec) =>
        [.. One(spec ?? [], "").Where(one => one.Errors.Count == 0).Select(one => one.Name)];

    private static IEnumerable<(string Name, IReadOnlyList<FieldError> Errors)> One(JsonObject spec, string path)
    {
        HashSet<string> seen = [];
        foreach (var (i, volume) in spec.Items("volumes").Index())
        {
            var at = $"{path}.volumes[{i}]";
            var name = volume.Text("name") ?? "";
            List<FieldError> errors = [.. Source(volume, at), .. name.Length == 0 ? [FieldError.Required($"{at}.name")] : Checks.Named(name, $"{at}.name", NameSyntax.Label)];
            if (seen.Contains(name))
                errors.Add(FieldError.Duplicate($"{at}.name", name));
            if (errors.Count == 0)
                seen.Add(name);
            yield return (name, errors);
        }
    }

    private static IEnumerable<FieldError> Source(JsonObject volume, string at)
    {
        var sources = volume.Where(member => member.Key != "name" && member.Value is not null).Select(member => member.Key).OrderBy(source => Array.IndexOf(Order, source)).ToList();
        if (sources.Count == 0)
            return [FieldError.Required(at, "must specify a volume type")];
        return
        [
            .. VolumeSourceRules.Validate(sources[0], volume.Object(sources[0]) ?? [], $"{at}.{sources[0]}"),
            .. sources.Skip(1).Select(more => FieldError.Forbidden($"{at}.{more}", "may not specify more than 1 volume type")),
        ];
    }
}
