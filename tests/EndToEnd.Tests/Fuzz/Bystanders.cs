using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;

namespace EndToEnd.Tests.Fuzz;

/// <summary>Objects of other people's, under names that CounterApps may want, too. Whatever CounterApps come and go, these stay as they are.</summary>
internal sealed class Bystanders(KubeClient client)
{
    private static readonly (string Path, string Json)[] Objects =
    [
        ("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"taken"},"data":{"a":"1"}}"""),
        ("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"taken"},"stringData":{"a":"1"}}"""),
        ("/api/v1/namespaces/default/services", """{"metadata":{"name":"taken"},"spec":{"ports":[{"port":80}]}}"""),
        ("/api/v1/namespaces/default/services", """{"metadata":{"name":"taken-too-pods","labels":{"app.kubernetes.io/instance":"taken-too"}},"spec":{"ports":[{"port":80}]}}"""),
        ("/api/v1/namespaces/default/persistentvolumeclaims", """{"metadata":{"name":"visits-taken-claim-0"},"spec":{"accessModes":["ReadWriteOnce"],"storageClassName":"none","resources":{"requests":{"storage":"1Mi"}}}}"""),
        ("/api/v1/namespaces/default/pods", """{"metadata":{"name":"taken-pod-0","labels":{"app.kubernetes.io/managed-by":"counterapp-operator","app.kubernetes.io/instance":"taken-pod"}},"spec":{"nodeName":"nowhere","containers":[{"name":"a","image":"busybox"}]}}"""),
        ("/apis/apps/v1/namespaces/default/statefulsets", """{"metadata":{"name":"taken-set"},"spec":{"replicas":0,"serviceName":"x","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"busybox"}]}}}}"""),
        ("/apis/apps/v1/namespaces/default/deployments", """{"metadata":{"name":"taken"},"spec":{"replicas":0,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"busybox"}]}}}}"""),
    ];

    private readonly Dictionary<string, string> _before = [];

    /// <summary>Names of CounterApps that would need one of these names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["taken", "taken-too", "taken-set", "taken-pod"];

    public async Task CreateAsync()
    {
        foreach (var (path, json) in Objects)
        {
            using var response = await client.SendAsync(
                new KubeRequest(HttpMethod.Post, path) { ContentType = KubeRequest.Json, Body = Encoding.UTF8.GetBytes(json) }, CancellationToken.None);
        }
    }

    /// <summary>Remembers them as they are now, once nothing writes to them any more.</summary>
    public async Task RememberAsync()
    {
        await Eventually.Holds(
            async () =>
            {
                var now = await AllAsync();
                var isQuiet = now.Count == _before.Count && now.All(pair => _before[pair.Key] == pair.Value);
                _before.Clear();
                foreach (var (path, text) in now) _before[path] = text;
                if (!isQuiet) await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
                return isQuiet;
            },
            "the bystanders at rest");
    }

    /// <summary>Fails when one of them is not, to the byte, what it was.</summary>
    public async Task AssertUntouchedAsync()
    {
        foreach (var (path, text) in await AllAsync()) Assert.True(_before[path] == text, $"{path} was\n{_before[path]}\nand is\n{text}");
    }

    private async Task<Dictionary<string, string>> AllAsync()
    {
        var texts = new Dictionary<string, string>();
        foreach (var (folder, json) in Objects)
        {
            var path = $"{folder}/{JsonNode.Parse(json)!["metadata"]!["name"]}";
            using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, path), CancellationToken.None);
            texts[path] = await response.Content.ReadAsStringAsync(CancellationToken.None);
        }

        return texts;
    }
}
