using System.Globalization;
using Kubernetes.Models.Core;
using LocalCluster.Node.Images;

namespace LocalCluster.Node.Variables;

/// <summary>What every container's environment begins with: the image's variables, its host name, and where the API server is.</summary>
internal static class NodeVariables
{
    private const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static Dictionary<string, string> Of(ImageProgram program, Pod pod, Uri? apiServer)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Path,
            ["HOME"] = "/root",
            ["HOSTNAME"] = HostName(pod),
        };
        foreach (var (name, value) in program.Variables) variables[name] = value;
        if (apiServer is not null) AddApiServer(variables, apiServer);
        return variables;
    }

    /// <summary>A host name holds at most 63 characters; the kubelet cuts longer pod names.</summary>
    public static string HostName(Pod pod)
    {
        var name = pod.Spec?.Hostname ?? pod.Metadata.Name ?? "";
        return name.Length <= 63 ? name : name[..63].TrimEnd('-', '.');
    }

    /// <summary>
    /// An ASP.NET app is told to listen on its pod's address: many pods share this machine, and each may use the same port.
    /// </summary>
    public static void AddListenAddress(IDictionary<string, string> variables, Container container, string podAddress)
    {
        var port = variables.TryGetValue("PORT", out var given) && int.TryParse(given, CultureInfo.InvariantCulture, out var number)
            ? number
            : container.Ports is [var first, ..] ? first.ContainerPortValue : 5000;
        variables.TryAdd("ASPNETCORE_URLS", $"http://{podAddress}:{port.ToString(CultureInfo.InvariantCulture)}");
    }

    private static void AddApiServer(Dictionary<string, string> variables, Uri apiServer)
    {
        var port = apiServer.Port.ToString(CultureInfo.InvariantCulture);
        variables["KUBERNETES_SERVICE_HOST"] = apiServer.Host;
        variables["KUBERNETES_SERVICE_PORT"] = port;
        variables["KUBERNETES_SERVICE_PORT_HTTPS"] = port;
        variables["KUBERNETES_PORT"] = $"tcp://{apiServer.Host}:{port}";
    }
}
