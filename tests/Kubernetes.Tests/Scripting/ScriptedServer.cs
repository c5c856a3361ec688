using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Kubernetes.Client;
using Kubernetes.Client.Config;

namespace Kubernetes.Tests.Scripting;

/// <summary>Answers requests as the test says, and remembers them.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Func<HttpRequestMessage, string, HttpResponseMessage?> _answer;

    public ScriptedServer(Func<HttpRequestMessage, string, HttpResponseMessage?> answer) => _answer = answer;

    public ConcurrentQueue<SentRequest> Sent { get; } = [];

    /// <summary>Answers everything that is not a GET; null leaves it to the script.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage>? OnWrite { get; set; }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Failure(HttpStatusCode status, string reason, string message = "no") =>
        Json($$"""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"{{reason}}","message":"{{message}}","code":{{(int)status}}}""", status);

    public static HttpResponseMessage Stream(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    public KubeClient Client(TimeProvider? time = null, ClientConfig? config = null) =>
        new(config ?? new ClientConfig { Server = new Uri("http://scripted") }, this, time);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Sent.Enqueue(new SentRequest(request.Method, request.RequestUri!.PathAndQuery, body, request.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value))));
        if (request.Method != HttpMethod.Get && OnWrite is { } answer) return answer(request);
        return _answer(request, body) ?? Failure(HttpStatusCode.NotFound, "NotFound", $"{request.Method} {request.RequestUri.PathAndQuery} is not in the script");
    }
}
