using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>
/// What the admission plugins ServiceAccount, DefaultTolerationSeconds and Priority do to a new pod: an account, its token as a volume,
/// five minutes of patience with a node that is gone, a priority. No other classes of priority or runtime can be made here.
/// </summary>
internal static class PodAdmission
{
    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const int PatienceSeconds = 300;

    /// <exception cref="StatusException">403: the service account, the priority or the runtime is not there.</exception>
    public static void Admit(JsonObject pod, RuleContext context)
    {
        var spec = pod.ObjectOrNew("spec");
        if (!pod.Annotations().ContainsKey("kubernetes.io/config.mirror"))
            GiveAccount(pod, spec, context);
        Tolerate(spec, "node.kubernetes.io/not-ready");
        Tolerate(spec, "node.kubernetes.io/unreachable");
        Prioritize(pod, spec, context);
        if (spec.Text("runtimeClassName") is { Length: > 0 } runtime)
            throw Failures.Forbidden(context.Resource, pod.Name(), $"pod rejected: RuntimeClass \"{runtime}\" not found");
    }

    /// <summary>Only the two classes that every cluster has are there.</summary>
    private static void Prioritize(JsonObject pod, JsonObject spec, RuleContext context)
    {
        spec.SetDefault("priority", spec.Text("priorityClassName") switch
        {
            null or "" => 0,
            "system-cluster-critical" => 2_000_000_000,
            "system-node-critical" => 2_000_001_000,
            var name => throw Failures.Forbidden(context.Resource, pod.Name(), $"no PriorityClass with name {name} was found"),
        });
        spec.SetDefault("preemptionPolicy", "PreemptLowerPriority");
    }

    private static void GiveAccount(JsonObject pod, JsonObject spec, RuleContext context)
    {
        if (spec.Text("serviceAccountName") is null or "")
            spec["serviceAccountName"] = "default";
        var name = spec.Text("serviceAccountName")!;
        spec["serviceAccount"] = name;
        var account = context.State.Store.Find(new ObjectId("serviceaccounts", pod.Namespace(), name))
            ?? throw Failures.Forbidden(context.Resource, pod.Name(), $"error looking up service account {pod.Namespace()}/{name}: serviceaccount \"{name}\" not found");
        var stored = StoredForm.Read(account);
        if (spec.Flag("automountServiceAccountToken") ?? stored.Flag("automountServiceAccountToken") ?? true)
            MountToken(spec);
        if (Checks.IsEmpty(spec["imagePullSecrets"]) && stored.Array("imagePullSecrets") is { Count: > 0 } secrets)
            spec["imagePullSecrets"] = secrets.DeepClone();
    }

    private static void MountToken(JsonObject spec)
    {
        var containers = spec.Items("initContainers").Concat(spec.Items("containers")).Where(container => !MountsToken(container)).ToList();
        if (containers.Count == 0)
            return;
        var volume = "kube-api-access-" + RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5);
        foreach (var container in containers)
            Append(container, "volumeMounts", new JsonObject { ["name"] = volume, ["readOnly"] = true, ["mountPath"] = TokenPath });
        Append(spec, "volumes", new JsonObject { ["name"] = volume, ["projected"] = TokenSources() });
    }

    private static bool MountsToken(JsonObject container) => container.Items("volumeMounts").Any(mount => mount.Text("mountPath") == TokenPath);

    private static JsonObject TokenSources() => new()
    {
        ["sources"] = new JsonArray(
            new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = 3607, ["path"] = "token" } },
            new JsonObject
            {
                ["configMap"] = new JsonObject
                {
                    ["name"] = "kube-root-ca.crt",
                    ["items"] = new JsonArray(new JsonObject { ["key"] = "ca.crt", ["path"] = "ca.crt" }),
                },
            },
            new JsonObject
            {
                ["downwardAPI"] = new JsonObject
                {
                    ["items"] = new JsonArray(new JsonObject
                    {
                        ["path"] = "namespace",
                        ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" },
                    }),
                },
            }),
        ["defaultMode"] = 420,
    };

    private static void Tolerate(JsonObject spec, string key)
    {
        var covered = spec.Items("tolerations").Any(one =>
            one.Text("key") is null or "" && one.Text("operator") == "Exists" && one.Text("effect") is null or "" or "NoExecute"
            || one.Text("key") == key && one.Text("effect") is null or "" or "NoExecute");
        if (covered)
            return;
        Append(spec, "tolerations", new JsonObject
        {
            ["key"] = key,
            ["operator"] = "Exists",
            ["effect"] = "NoExecute",
            ["tolerationSeconds"] = PatienceSeconds,
        });
    }

    private static void Append(JsonObject obj, string list, JsonObject item)
    {
        if (obj[list] is not JsonArray array)
            obj[list] = array = [];
        array.Add((JsonNode)item);
    }
}
