using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>The defaults of a pod's spec, the same in a pod and in a template.</summary>
internal static class PodDefaults
{
    public static void Apply(JsonObject spec)
    {
        spec.SetDefaultText("restartPolicy", "Always");
        spec.SetDefault("terminationGracePeriodSeconds", 30);
        spec.SetDefaultText("dnsPolicy", "ClusterFirst");
        spec.SetDefault("securityContext", new JsonObject());
        spec.SetDefaultText("schedulerName", "default-scheduler");
        MirrorAccount(spec);
        foreach (var list in new[] { "initContainers", "containers", "ephemeralContainers" })
        {
            foreach (var container in spec.Items(list))
                ContainerDefaults.Apply(container, spec.Flag("hostNetwork") == true);
        }

        foreach (var volume in spec.Items("volumes"))
            VolumeDefaults.Apply(volume);
    }

    /// <summary>The old name of the field is written along with the new one.</summary>
    private static void MirrorAccount(JsonObject spec)
    {
        var name = spec.Text("serviceAccountName") is { Length: > 0 } said ? said : spec.Text("serviceAccount");
        if (string.IsNullOrEmpty(name))
            return;
        spec["serviceAccountName"] = name;
        spec["serviceAccount"] = name;
    }
}
