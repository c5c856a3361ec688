using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>A pod's quality of service, from what its containers request and are limited to.</summary>
internal static class QualityOfService
{
    private static readonly string[] Counted = ["cpu", "memory"];

    public static string Of(JsonObject pod)
    {
        var containers = pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")).ToList();
        if (!containers.Any(container => Counted.Any(name => Has(container, "requests", name) || Has(container, "limits", name))))
            return "BestEffort";
        return containers.All(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool IsGuaranteed(JsonObject container) => Counted.All(name =>
        Has(container, "limits", name)
        && (!Has(container, "requests", name) || Amount(container, "requests", name) == Amount(container, "limits", name)));

    private static bool Has(JsonObject container, string list, string name) =>
        container.At("resources", list, name) is not null && !Amount(container, list, name).IsZero;

    private static System.Numerics.BigInteger Amount(JsonObject container, string list, string name) =>
        QuantityText.Nanos(container.Text("resources", list, name) ?? "0");
}
