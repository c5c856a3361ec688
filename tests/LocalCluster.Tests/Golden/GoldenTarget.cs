using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Config;

namespace LocalCluster.Tests.Golden;

/// <summary>
/// The cluster that a scenario is played against: a fresh local one, or the real one that <c>COUNTERAPP_TEST_KUBECONFIG</c> names. Speaks
/// plain HTTP, without the client library, so that nothing is smoothed over.
/// </summary>
public sealed class GoldenTarget : IAsyncDisposable
{
    private readonly Cluster? _cluster;
    private readonly ClientConfig _config;
    private readonly Recording _recording;
    private readonly HttpClient _admin;
    private readonly HttpClient _stranger;
    private readonly List<string> _madeForAll = [];
    private string? _token;

    private GoldenTarget(Cluster? cluster, ClientConfig config, Recording recording)
    {
        _cluster = cluster;
        _config = config;
        _recording = recording;
        _admin = Connect(config, asAdmin: true);
        _stranger = Connect(config, asAdmin: false);
    }

    /// <summary>Whether the cluster is somebody else's, which is left as it was found.</summary>
    public static bool IsForeign => Environment.GetEnvironmentVariable("COUNTERAPP_TEST_KUBECONFIG") is { Length: > 0 };

    private string NamespacePath => $"/api/v1/namespaces/{_recording.Namespace}";

    public static async Task<GoldenTarget> StartAsync(Recording recording, CancellationToken cancellationToken)
    {
        var target = Environment.GetEnvironmentVariable("COUNTERAPP_TEST_KUBECONFIG") is { Length: > 0 } file
            ? new GoldenTarget(null, ClientConfig.FromKubeconfig(file), recording)
            : await StartFreshAsync(recording, cancellationToken);
        await target.PrepareNamespaceAsync(cancellationToken);
        return target;
    }

    public Task<GoldenAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(_admin, new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    public async Task<GoldenAnswer> SendAsync(RecordedStep.Call call, string path, Tokens tokens, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), path);
        AddBody(request, call, tokens);
        if (call.Headers.TryGetValue("Accept", out var accept)) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (call.Identity == "restricted-service-account") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(call.Title, cancellationToken));
        var answer = await SendAsync(call.Identity is null ? _admin : _stranger, request, cancellationToken);
        if (answer.Status == 201 && path.EndsWith("/customresourcedefinitions", StringComparison.Ordinal)) _madeForAll.Add($"{path}/{(string?)answer.Body!["metadata"]!["name"]}");
        return answer;
    }

    public async Task<WatchTap> WatchAsync(string path, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", headers.GetValueOrDefault("Accept", "application/json"));
        return new WatchTap(await _admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is null)
        {
            foreach (var path in _madeForAll.Append(NamespacePath)) (await _admin.DeleteAsync(new Uri(path, UriKind.Relative))).Dispose();
        }

        _admin.Dispose();
        _stranger.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    private static async Task<GoldenTarget> StartFreshAsync(Recording recording, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("golden-").FullName;
        var cluster = await Cluster.StartAsync(new ClusterOptions { DataDirectory = data, OwnsDataDirectory = true }, cancellationToken);
        return new GoldenTarget(cluster, cluster.AdminConfig, recording);
    }

    private async Task PrepareNamespaceAsync(CancellationToken cancellationToken)
    {
        await Eventually.Holds(async () => (await GetAsync(NamespacePath, cancellationToken)).Status == 404, "the namespace of an earlier run gone", TimeSpan.FromMinutes(1));
        using var body = new StringContent($$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{_recording.Namespace}}}"}}""", Encoding.UTF8, "application/json");
        (await _admin.PostAsync(new Uri("/api/v1/namespaces", UriKind.Relative), body, cancellationToken)).EnsureSuccessStatusCode().Dispose();
        await Eventually.Holds(
            async () => (await GetAsync($"{NamespacePath}/serviceaccounts/default", cancellationToken)).Status == 200,
            "the default service account");
    }

    /// <summary>A token of the service account <c>op</c>; a broken one where the step says so.</summary>
    private async Task<string> TokenAsync(string step, CancellationToken cancellationToken)
    {
        if (step == "bad token") return "nonsense";
        return _token ??= await RequestTokenAsync(cancellationToken);
    }

    private async Task<string> RequestTokenAsync(CancellationToken cancellationToken)
    {
        var path = new Uri($"{NamespacePath}/serviceaccounts/op/token", UriKind.Relative);
        using var body = new StringContent("""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""", Encoding.UTF8, "application/json");
        using var response = await _admin.PostAsync(path, body, cancellationToken);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!["status"]!["token"]!;
    }

    private static void AddBody(HttpRequestMessage request, RecordedStep.Call call, Tokens tokens)
    {
        if (call.Body is null) return;
        var text = call.Body.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)call.Body! : call.Body.ToJsonString();
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(tokens.Fill(text)));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", call.Headers.GetValueOrDefault("Content-Type", "application/json"));
    }

    private async Task<GoldenAnswer> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            if (!request.Headers.Contains("Accept")) request.Headers.TryAddWithoutValidation("Accept", "application/json");
            using var response = await client.SendAsync(request, cancellationToken);
            return await GoldenAnswer.ReadAsync(response, keepManagedFields: _recording.Scenario == "server-side-apply", cancellationToken);
        }
    }

    private static HttpClient Connect(ClientConfig config, bool asAdmin)
    {
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(config.Tls) } };
        if (asAdmin && config.Tls is { ClientCertificatePem: { } certificate, ClientKeyPem: { } key })
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPem(certificate, key)];
        var client = new HttpClient(handler) { BaseAddress = config.Server, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("golden/1.0");
        if (asAdmin && config.Credential is Credential.BearerToken token) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        return client;
    }

    private static X509ChainPolicy? Trust(TlsConfig tls)
    {
        if (tls.AuthorityPem is null) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(tls.AuthorityPem);
        return policy;
    }
}
