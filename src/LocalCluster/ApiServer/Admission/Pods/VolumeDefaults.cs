using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Pods;

internal static class VolumeDefaults
{
    /// <summary>0644.</summary>
    private const int FileMode = 420;

    public static void Apply(JsonObject volume)
    {
        if (volume.All(member => member.Key == "name" || member.Value is null))
            volume["emptyDir"] = new JsonObject();
        foreach (var source in new[] { "secret", "configMap", "downwardAPI", "projected" })
            volume.Object(source)?.SetDefault("defaultMode", FileMode);
        volume.Object("hostPath")?.SetDefault("type", "");
        volume.Object("ephemeral", "volumeClaimTemplate", "spec")?.SetDefault("volumeMode", "Filesystem");
        FieldReferences(volume.Object("downwardAPI"));
        foreach (var source in volume.Items("projected", "sources"))
        {
            source.Object("serviceAccountToken")?.SetDefault("expirationSeconds", 3600);
            FieldReferences(source.Object("downwardAPI"));
        }
    }

    private static void FieldReferences(JsonObject? source)
    {
        foreach (var item in source.Items("items"))
            item.Object("fieldRef")?.SetDefaultText("apiVersion", "v1");
    }
}
