using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>What the source of a volume has to be; of several, the server looks into the first only.</summary>
internal static class VolumeSourceRules
{
    private static readonly string[] HostPathTypes = ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

    public static IEnumerable<FieldError> Validate(string source, JsonObject said, string at) => source switch
    {
        "emptyDir" => EmptyDirectory(said, at),
        "hostPath" => HostPath(said, at),
        "persistentVolumeClaim" => Checks.Required(said.Text("claimName"), $"{at}.claimName"),
        "secret" => [.. Checks.Required(said.Text("secretName"), $"{at}.secretName"), .. Mode(said, "defaultMode", at), .. Files(said, at)],
        "configMap" => [.. Checks.Required(said.Text("name"), $"{at}.name"), .. Mode(said, "defaultMode", at), .. Files(said, at)],
        "downwardAPI" => [.. Mode(said, "defaultMode", at), .. DownwardFiles(said, at)],
        "projected" => [.. Mode(said, "defaultMode", at), .. Projections(said, at)],
        _ => [],
    };

    private static IEnumerable<FieldError> EmptyDirectory(JsonObject said, string at)
    {
        if (said.Text("sizeLimit") is { } limit && QuantityText.Nanos(limit).Sign < 0)
            yield return FieldError.Forbidden($"{at}.sizeLimit", "SizeLimit field must be a valid resource quantity");
    }

    private static IEnumerable<FieldError> HostPath(JsonObject said, string at)
    {
        var path = said.Text("path") ?? "";
        if (path.Length == 0)
            return [FieldError.Required($"{at}.path")];
        return [.. LocalPaths.WithoutBacksteps(path, $"{at}.path"), .. Checks.OneOf(said.Text("type"), $"{at}.type", HostPathTypes)];
    }

    private static IEnumerable<FieldError> Projections(JsonObject said, string at) => said.Items("sources").Index().SelectMany(one =>
    {
        var here = $"{at}.sources[{one.Index}]";
        return one.Item.Select(member => member.Key).SelectMany(kind => kind switch
        {
            "secret" or "configMap" =>
                [.. Checks.Required(one.Item.Text(kind, "name"), $"{here}.{kind}.name"), .. Files(one.Item.Object(kind)!, $"{here}.{kind}")],
            "downwardAPI" => DownwardFiles(one.Item.Object(kind)!, $"{here}.{kind}"),
            _ => Enumerable.Empty<FieldError>(),
        });
    });

    private static IEnumerable<FieldError> Files(JsonObject said, string at) => said.Items("items").Index().SelectMany(one =>
    {
        var here = $"{at}.items[{one.Index}]";
        return (IEnumerable<FieldError>)[.. Checks.Required(one.Item.Text("key"), $"{here}.key"), .. File(one.Item, here)];
    });

    private static IEnumerable<FieldError> DownwardFiles(JsonObject said, string at) => said.Items("items").Index().SelectMany(one =>
    {
        var here = $"{at}.items[{one.Index}]";
        var hasSource = one.Item.Object("fieldRef") is not null || one.Item.Object("resourceFieldRef") is not null;
        return (IEnumerable<FieldError>)[.. File(one.Item, here), .. hasSource ? [] : (FieldError[])[FieldError.Required(here, "one of fieldRef and resourceFieldRef is required")]];
    });

    private static IEnumerable<FieldError> File(JsonObject file, string at)
    {
        var path = file.Text("path") ?? "";
        return [.. path.Length == 0 ? [FieldError.Required($"{at}.path")] : LocalPaths.NotReserved(path, $"{at}.path"), .. Mode(file, "mode", at)];
    }

    private static IEnumerable<FieldError> Mode(JsonObject said, string field, string at)
    {
        if (said.Number(field) is { } mode and (< 0 or > 511))
            yield return FieldError.Invalid($"{at}.{field}", mode, "must be a number between 0 and 0777 (octal), both inclusive");
    }
}
