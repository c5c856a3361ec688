using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Pods;

internal static class ContainerDefaults
{
    public static void Apply(JsonObject container, bool hostNetwork)
    {
        container.SetDefaultText("terminationMessagePath", "/dev/termination-log");
        container.SetDefaultText("terminationMessagePolicy", "File");
        if (container.Text("imagePullPolicy") is null or "")
            container["imagePullPolicy"] = IsLatest(container.Text("image") ?? "") ? "Always" : "IfNotPresent";
        foreach (var port in container.Items("ports"))
        {
            port.SetDefaultText("protocol", "TCP");
            if (hostNetwork && port.Number("hostPort") is null or 0)
                port["hostPort"] = port["containerPort"]?.DeepClone();
        }

        foreach (var variable in container.Items("env"))
            variable.Object("valueFrom", "fieldRef")?.SetDefaultText("apiVersion", "v1");
        foreach (var name in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        {
            if (container.Object(name) is { } probe)
                Probe(probe);
        }

        Handler(container.Object("lifecycle", "postStart"));
        Handler(container.Object("lifecycle", "preStop"));
    }

    private static void Probe(JsonObject probe)
    {
        foreach (var (field, value) in new[] { ("timeoutSeconds", 1), ("periodSeconds", 10), ("successThreshold", 1), ("failureThreshold", 3) })
        {
            if (probe.Number(field) is null or 0)
                probe[field] = value;
        }

        Handler(probe);
        probe.Object("grpc")?.SetDefault("service", "");
    }

    private static void Handler(JsonObject? handler)
    {
        if (handler?.Object("httpGet") is not { } request)
            return;
        if (request.Text("path") is null or "")
            request["path"] = "/";
        if (request.Text("scheme") is null or "")
            request["scheme"] = "HTTP";
    }

    /// <summary>No tag and no digest means latest.</summary>
    private static bool IsLatest(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
            return false;
        var name = image[(image.LastIndexOf('/') + 1)..];
        var tag = name.IndexOf(':', StringComparison.Ordinal);
        return tag < 0 || name[(tag + 1)..] == "latest";
    }
}
