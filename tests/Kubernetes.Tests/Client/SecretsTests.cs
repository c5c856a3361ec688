using System.Net;
using System.Text;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Client;

/// <summary>No secret reaches a log line, an exception or a text form, whatever goes wrong.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Secret = "hush-7f3a";

    private readonly TempFolder _folder = new();
    private readonly LogCapture _log = new();

    public static TheoryData<string, string> Paths
    {
        get
        {
            var paths = new TheoryData<string, string>();
            foreach (var credential in new[] { "token", "token file", "basic", "exec token", "exec certificate" })
            {
                foreach (var outcome in new[] { "success", "401", "403", "429", "500", "reset", "refused", "not JSON", "certificate", "timeout" }) paths.Add(credential, outcome);
            }

            return paths;
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Whatever_happens_to_a_request(string credential, string outcome)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var config = new ClientConfig { Server = new Uri("http://scripted"), Credential = Credentials(credential), Proxy = new Uri($"http://ada:{Secret}@proxy") };
        using var client = new KubeClient(config, new ScriptedServer((_, _) => Answer(outcome)), time, _log);
        var secret = new Secret { Metadata = new ObjectMeta { Namespace = "x", Name = "a" }, StringData = new Dictionary<string, string> { ["k"] = Secret } };
        var texts = new List<string> { config.ToString(), client.ToString()!, config.Credential.ToString(), config.Tls.ToString(), $"{config with { Namespace = "x" }}" };
        foreach (var call in new Func<Task>[]
        {
            () => time.RunAsync(client.GetAsync<Secret>(new ObjectKey("x", "a"), CancellationToken.None), TimeSpan.FromSeconds(10)),
            () => time.RunAsync(client.ApplyAsync(secret, new ApplyOptions { FieldManager = "me" }, CancellationToken.None), TimeSpan.FromSeconds(10)),
        })
        {
            var error = await Record.ExceptionAsync(call);
            for (var e = error; e is not null; e = e.InnerException) texts.Add(e.ToString());
        }

        Assert.NotEmpty(_log.Lines.Select(line => line.Text).Concat(texts));
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{Secret}"));
        foreach (var text in texts.Concat(_log.Lines.Select(line => line.Text)))
        {
            Assert.DoesNotContain(Secret, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(encoded, text, StringComparison.Ordinal);
            Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_proxy_that_refuses_us_does_not_make_its_password_known()
    {
        var config = new ClientConfig { Server = new Uri("https://nowhere.invalid"), Proxy = new Uri($"http://ada:{Secret}@localhost:1") };
        using var client = new KubeClient(config, loggers: _log);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync<ConfigMap>(new ObjectKey("x", "a"), CancellationToken.None));

        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, line => line.Text.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void The_values_that_hold_secrets_have_no_text_of_them()
    {
        object[] holders =
        [
            new Credential.BearerToken(Secret), new Credential.BasicLogin("ada", Secret),
            new Credential.Exec(new ExecPlugin { Command = "plugin", Arguments = [Secret], Environment = new Dictionary<string, string> { ["A"] = Secret } }),
            new ExecPlugin { Command = "plugin", Arguments = [Secret] },
            new TlsConfig { ClientKeyPem = Secret, ClientCertificatePem = Secret },
            new ClientConfig { Server = new Uri($"https://ada:{Secret}@x/"), Credential = new Credential.BearerToken(Secret) },
            new Kubernetes.Client.Transport.ExecAnswer(Secret, Secret, Secret, null),
            new Kubernetes.Client.Transport.Proof(new("Bearer", Secret), null),
            new Kubernetes.Client.Transport.TlsMaterial(null, "", Secret, Secret, ""),
        ];

        Assert.All(holders, holder => Assert.DoesNotContain(Secret, $"{holder}", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    private static HttpResponseMessage Answer(string outcome) => outcome switch
    {
        "success" => ScriptedServer.Json($$$"""{"kind":"Secret","apiVersion":"v1","metadata":{"name":"a"},"data":{"k":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))}}}"}}"""),
        "reset" => throw new IOException("reset"),
        "refused" => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
        "certificate" => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "no"),
        "timeout" => throw new OperationCanceledException("connect timed out"),
        "not JSON" => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>") },
        "429" => Busy(),
        _ => ScriptedServer.Failure((HttpStatusCode)int.Parse(outcome, System.Globalization.CultureInfo.InvariantCulture), "No"),
    };

    private static HttpResponseMessage Busy()
    {
        var busy = ScriptedServer.Failure(HttpStatusCode.TooManyRequests, "TooManyRequests");
        busy.Headers.RetryAfter = new(TimeSpan.FromSeconds(1));
        return busy;
    }

    private Credential Credentials(string kind)
    {
        var status = kind == "exec token" ? $$"""{"token":"{{Secret}}"}""" : $$"""{"clientCertificateData":"{{Secret}}","clientKeyData":"{{Secret}}"}""";
        var script = _folder.Write("plugin.sh", $$"""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{{status}}}'""");
        return kind switch
        {
            "token" => new Credential.BearerToken(Secret),
            "token file" => new Credential.TokenFile(_folder.Write("token", Secret)),
            "basic" => new Credential.BasicLogin("ada", Secret),
            _ => new Credential.Exec(new ExecPlugin { Command = "/bin/sh", Arguments = [script] }),
        };
    }
}
