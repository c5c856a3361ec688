using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using LocalCluster;
using LocalCluster.ApiServer.Recording;

namespace EndToEnd.Tests.Install;

/// <summary>
/// The operator as <c>config/default</c> installs it: with the flags of its Deployment, and with the token of its ServiceAccount and so with
/// nothing but the permissions of its roles.
/// </summary>
internal sealed class InstalledOperator : IAsyncDisposable
{
    public const string Namespace = "counterapp-system";
    public const string Account = "counterapp-operator";
    public const string User = $"system:serviceaccount:{Namespace}:{Account}";

    private readonly ConcurrentQueue<string> _log;
    private readonly Playground _playground;
    private readonly OperatorProcess _process;

    private InstalledOperator(Playground playground, OperatorProcess process, ConcurrentQueue<string> log) => (_playground, _process, _log) = (playground, process, log);

    public string Log => string.Join('\n', _log);

    /// <summary>What the operator has asked the API server for so far.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _playground.Cluster.Api.Requests.All.Where(request => request.User == User)];

    /// <summary>Applies <c>config/default</c>, without the objects that <paramref name="without"/> picks, and starts the operator.</summary>
    public static async Task<InstalledOperator> StartAsync(Playground playground, Func<Manifest, bool>? without = null)
    {
        var objects = Kustomization.Objects("config/default");
        foreach (var manifest in objects.Where(manifest => without?.Invoke(manifest) != true)) await new StrictApply(playground.Client).ApplyAsync(manifest);
        var kubeconfig = Path.Combine(playground.DataDirectory, "operator.kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, Kubeconfig(playground, await TokenAsync(playground, Account)));
        var log = new ConcurrentQueue<string>();
        return new InstalledOperator(playground, await OperatorProcess.StartAsync(kubeconfig, Arguments(objects, playground), log.Enqueue, TimeProvider.System, CancellationToken.None), log);
    }

    /// <summary>The page of metrics, asked for as Prometheus does, with the token of somebody who may read it.</summary>
    public async Task<string> MetricsAsync()
    {
        await Eventually.Succeeds(async () => Assert.Contains("controller_runtime_reconcile_total", await AskAsync(), StringComparison.Ordinal));
        return await AskAsync();
    }

    /// <summary>What the metrics endpoint answers to somebody without a token.</summary>
    public async Task<System.Net.HttpStatusCode> AskAnonymouslyAsync()
    {
        using var client = Client();
        using var response = await client.GetAsync(MetricsUrl(_playground));
        return response.StatusCode;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<string> AskAsync()
    {
        var reader = await TokenAsync(_playground, "metrics-reader");
        using var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", reader);
        return await client.GetStringAsync(MetricsUrl(_playground));
    }

    private static HttpClient Client() => new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } }) { Timeout = TimeSpan.FromSeconds(10) };

    private static Uri MetricsUrl(Playground playground) => new($"https://{playground.Cluster.NodeAddress}:8443/metrics");

    private static List<string> Arguments(IReadOnlyList<Manifest> objects, Playground playground)
    {
        var container = objects.Single(manifest => manifest.Kind == "Deployment").Content["spec"]!["template"]!["spec"]!["containers"]![0]!;
        return [.. container["args"]!.AsArray().Skip(1).Select(argument => ((string)argument!).Replace("address=:", $"address={playground.Cluster.NodeAddress}:", StringComparison.Ordinal))];
    }

    private static async Task<string> TokenAsync(Playground playground, string account)
    {
        if (account != Account) await GrantReadingAsync(playground, account);
        var request = Post($"/api/v1/namespaces/{Namespace}/serviceaccounts/{account}/token", new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = 3600 },
        });
        using var response = await playground.Client.SendAsync(request, CancellationToken.None);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None))!["status"]!["token"]!;
    }

    /// <summary>Makes an account that may read the metrics, as docs/operations.md says.</summary>
    private static async Task GrantReadingAsync(Playground playground, string account)
    {
        var cluster = new StrictApply(playground.Client);
        await cluster.ApplyAsync(new Manifest("the test", JsonNode.Parse($$$"""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"{{{account}}}","namespace":"{{{Namespace}}}"}}""")!.AsObject()));
        await cluster.ApplyAsync(new Manifest("the test", JsonNode.Parse($$$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"{{{account}}}"},
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"counterapp-operator-metrics-reader"},
             "subjects":[{"kind":"ServiceAccount","name":"{{{account}}}","namespace":"{{{Namespace}}}"}]}
            """)!.AsObject()));
    }

    private static KubeRequest Post(string path, JsonObject body) =>
        new(HttpMethod.Post, path) { ContentType = KubeRequest.Json, Body = Encoding.UTF8.GetBytes(body.ToJsonString()) };

    private static string Kubeconfig(Playground playground, string token) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: local
          cluster:
            server: {playground.Cluster.AdminConfig.Server}
            certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(playground.Cluster.AdminConfig.Tls.AuthorityPem!))}
        users:
        - name: operator
          user:
            token: {token}
        contexts:
        - name: local
          context:
            cluster: local
            user: operator
            namespace: {Namespace}
        current-context: local

        """;
}
