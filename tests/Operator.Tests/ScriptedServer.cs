using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Config;

namespace Operator.Tests;

/// <summary>An API server that answers what a test tells it to, and remembers what it was asked.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Func<HttpRequestMessage, JsonObject?, HttpResponseMessage> _answer;
    private readonly Lock _one = new();

    public ScriptedServer(Func<HttpRequestMessage, JsonObject?, HttpResponseMessage> answer)
    {
        _answer = answer;
        Client = new KubeClient(new ClientConfig { Server = new Uri("https://cluster.test") }, this);
    }

    public KubeClient Client { get; }

    /// <summary>So far: what is read stays as it is when more of them come.</summary>
    public ImmutableList<(string Method, string Path, JsonObject? Body)> Requests { get; private set; } = [];

    /// <summary>The headers of each request.</summary>
    public ImmutableList<HttpRequestHeaders> Headers { get; private set; } = [];

    /// <summary>Answers an apply with what was applied, as a server without defaults would.</summary>
    public static ScriptedServer Echo() => new((_, body) => Json(HttpStatusCode.OK, body ?? []));

    public static HttpResponseMessage Refusal(HttpStatusCode status, string reason, string message) => Json(status, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = (int)status,
    });

    public static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var body = text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject();
        lock (_one)
        {
            Headers = Headers.Add(request.Headers);
            Requests = Requests.Add((request.Method.Method, request.RequestUri!.PathAndQuery, body));
            return _answer(request, body);
        }
    }
}
