using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer;
using LocalCluster.Tests.ApiServer.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>An API server for the tests of one class, asked with plain requests.</summary>
public sealed class RequestServer : IAsyncLifetime
{
    public const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    public const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    public const string MergePatch = "application/merge-patch+json";
    public const string JsonPatch = "application/json-patch+json";
    public const string StrategicPatch = "application/strategic-merge-patch+json";
    public const string Apply = "application/apply-patch+yaml";

    private readonly string _directory = Directory.CreateTempSubdirectory("requests-").FullName;
    private ApiHost? _api;
    private HttpClient? _http;

    public async Task InitializeAsync()
    {
        _api = await ApiHost.StartAsync(new ApiOptions { DataDirectory = _directory }, NullLoggerFactory.Instance, CancellationToken.None);
        _http = RawServer.Connect(_api.AdminConfig);
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        if (_api is not null) await _api.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string body, string type = "application/json") => SendAsync(HttpMethod.Post, path, body, type);

    public Task<Answer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PatchAsync(string path, string body, string type = MergePatch) => SendAsync(HttpMethod.Patch, path, body, type);

    public Task<Answer> DeleteAsync(string path, string? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.UserAgent.ParseAdd("tests/1.0");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var response = await _http!.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.Select(Unquoted).ToList() : [];
        return new Answer((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, text, warnings);
    }

    /// <summary>A definition <c>plural.group</c> of one version, with what its spec says.</summary>
    public static string Definition(string plural, string spec, string group = "shapes.example.com", string more = "", string moreOfTheVersion = "")
    {
        var kind = char.ToUpperInvariant(plural[0]) + plural[1..^1];
        var head = $$"""{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"{{plural}}.{{group}}"},"spec":""";
        var names = $$"""{"group":"{{group}}","scope":"Namespaced","names":{"plural":"{{plural}}","kind":"{{kind}}"}""";
        var version = $$"""{"name":"v1","served":true,"storage":true{{moreOfTheVersion}},"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{{spec}}""";
        return head + names + more + ",\"versions\":[" + version + "}}}}]}}";
    }

    /// <summary>Serves a new resource and answers the path of its objects.</summary>
    public async Task<string> ServeAsync(string plural, string spec, string moreOfTheVersion = "")
    {
        (await PostAsync(Definitions, Definition(plural, spec, moreOfTheVersion: moreOfTheVersion))).Is(201);
        return $"/apis/shapes.example.com/v1/namespaces/default/{plural}";
    }

    public static string Custom(string kind, string name, string spec, string metadata = "") =>
        $$$"""{"apiVersion":"shapes.example.com/v1","kind":"{{{kind}}}","metadata":{"name":"{{{name}}}"{{{metadata}}}},"spec":{{{spec}}}}""";

    private static string Unquoted(string header) => header["299 - \"".Length..^1].Replace("\\\"", "\"", StringComparison.Ordinal);
}
