using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models;
using Kubernetes.Models.Coordination;

namespace Kubernetes.Tests.Scripting;

/// <summary>A server of one Lease that refuses outdated versions, remembers what was asked of it, and takes any delete for other work. Each <see cref="Link"/> is one client's way to it.</summary>
internal sealed class LeaseServer
{
    private int _version = 100;

    public Lease? Stored { get; private set; }

    public List<string> Requests { get; } = [];

    public string Holder => Stored?.Spec?.HolderIdentity ?? "";

    public void Put(LeaseSpec? spec) => Stored = new Lease { Metadata = new() { Namespace = "x", Name = "lease", ResourceVersion = Next() }, Spec = spec };

    public void Remove() => Stored = null;

    public (HttpStatusCode Status, string Body) Answer(HttpMethod method, string body)
    {
        Requests.Add($"{method}");
        if (method == HttpMethod.Delete) return (HttpStatusCode.OK, "{}");
        if (method == HttpMethod.Get) return Stored is null ? Refusal(HttpStatusCode.NotFound, "NotFound") : Ok();
        var sent = JsonSerializer.Deserialize(body, KubernetesJson.Default.Lease)!;
        if (method == HttpMethod.Post && Stored is not null) return Refusal(HttpStatusCode.Conflict, "AlreadyExists");
        if (method == HttpMethod.Put && Stored is null) return Refusal(HttpStatusCode.NotFound, "NotFound");
        if (method == HttpMethod.Put && sent.Metadata.ResourceVersion != Stored!.Metadata.ResourceVersion) return Refusal(HttpStatusCode.Conflict, "Conflict");
        Stored = sent with { Metadata = sent.Metadata with { ResourceVersion = Next() } };
        return Ok();
    }

    private string Next() => (++_version).ToString(CultureInfo.InvariantCulture);

    private (HttpStatusCode, string) Ok() => (HttpStatusCode.OK, JsonSerializer.Serialize(Stored!, KubernetesJson.Default.Lease));

    private static (HttpStatusCode, string) Refusal(HttpStatusCode status, string reason) =>
        (status, $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"{{reason}}","message":"no","code":{{(int)status}}}""");

    /// <summary>The way of one client: the test may hold up, lose or refuse what goes along it, before or after it has reached the server.</summary>
    internal sealed class Link(LeaseServer server) : HttpMessageHandler
    {
        public Func<HttpMethod, CancellationToken, Task> OnTheWayThere { get; set; } = (_, _) => Task.CompletedTask;

        public Func<HttpMethod, CancellationToken, Task> OnTheWayBack { get; set; } = (_, _) => Task.CompletedTask;

        public KubeClient Client(TimeProvider time, Random? random = null) => new(new ClientConfig { Server = new Uri("http://leases") }, this, time, random: random);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            await OnTheWayThere(request.Method, cancellationToken);
            var (status, body) = server.Answer(request.Method, sent);
            await OnTheWayBack(request.Method, cancellationToken);
            return new HttpResponseMessage(status) { Version = HttpVersion.Version20, Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }
}
