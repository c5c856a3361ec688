using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Config;
using LocalCluster.ApiServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalCluster.Tests.ApiServer.Faults;

/// <summary>An API server, and a client of it that smooths nothing over: HTTP/1.1, no retries.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    public const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    public const string Secrets = "/api/v1/namespaces/default/secrets";
    public const string FaultPath = "/local-cluster/faults";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly string _directory;
    private readonly HttpClient _http;

    private RawServer(string directory, ApiHost api) => (_directory, Api, _http) = (directory, api, Connect(api.AdminConfig));

    public ApiHost Api { get; }

    public static async Task<RawServer> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("faults-").FullName;
        return new RawServer(directory, await ApiHost.StartAsync(new ApiOptions { DataDirectory = directory }, NullLoggerFactory.Instance, CancellationToken.None));
    }

    public static HttpClient Connect(ClientConfig config)
    {
        var (certificate, key) = (config.Tls.ClientCertificatePem!, config.Tls.ClientKeyPem!);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPem(config.Tls.AuthorityPem!);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = trust,
                ClientCertificates = [X509Certificate2.CreateFromPem(certificate, key)],
            },
        };
        return new HttpClient(handler) { BaseAddress = config.Server, Timeout = Deadline, DefaultRequestVersion = HttpVersion.Version11 };
    }

    public Task<(HttpResponseMessage Head, string Body)> GetAsync(string path, string agent = "test") => SendAsync(HttpMethod.Get, path, null, agent);

    public Task<(HttpResponseMessage Head, string Body)> CreateAsync(string name, string text = "", string collection = ConfigMaps, string agent = "test") =>
        SendAsync(HttpMethod.Post, collection, ConfigMap(name, text), agent);

    public async Task<(HttpResponseMessage Head, string Body)> SendAsync(HttpMethod method, string path, string? body = null, string agent = "test")
    {
        using var request = Request(method, path, body, agent);
        var response = await _http.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }

    public async Task<int> StatusAsync(HttpMethod method, string path, string? body = null, string agent = "test") =>
        (int)(await SendAsync(method, path, body, agent)).Head.StatusCode;

    public async Task<RawStream> WatchAsync(string path, string agent = "test")
    {
        using var request = Request(HttpMethod.Get, path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "watch=1", null, agent);
        return new RawStream(await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
    }

    public async Task<string> VersionAsync(string collection = ConfigMaps) => (string)JsonNode.Parse((await GetAsync(collection)).Body)!["metadata"]!["resourceVersion"]!;

    public async Task<bool> ExistsAsync(string name) => await StatusAsync(HttpMethod.Get, $"{ConfigMaps}/{name}") == 200;

    public static string ConfigMap(string name, string text) =>
        new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = new JsonObject { ["text"] = text } }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Api.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body, string agent)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(agent, "1.0"));
        var type = method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json";
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        return request;
    }
}
