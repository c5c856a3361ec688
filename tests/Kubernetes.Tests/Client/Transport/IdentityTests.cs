using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;

namespace Kubernetes.Tests.Client.Transport;

/// <summary>The headers that say who asks.</summary>
public sealed class IdentityTests
{
    [Theory]
    [InlineData("token", "Bearer t0k")]
    [InlineData("basic", "Basic YWRhOnDDpHNz")]
    [InlineData("nobody", null)]
    public async Task A_credential_becomes_a_header(string kind, string? expected)
    {
        Credential credential = kind switch
        {
            "token" => new Credential.BearerToken("t0k"),
            "basic" => new Credential.BasicLogin("ada", "päss"),
            _ => Credential.Anonymous,
        };
        var sent = await SentAsync(new ClientConfig { Server = new Uri("http://scripted"), Credential = credential, UserAgent = "web-operator/1.2.3 (linux/amd64) kubernetes/abc" });

        Assert.Equal(expected, sent.Headers.GetValueOrDefault("Authorization"));
        Assert.Equal("web-operator/1.2.3,(linux/amd64),kubernetes/abc", sent.Headers["User-Agent"]);
        Assert.Equal("application/json", sent.Headers["Accept"]);
    }

    [Fact]
    public async Task Impersonation_becomes_headers_with_escaped_names()
    {
        var other = new Impersonation
        {
            User = "system:serviceaccount:x:y",
            Uid = "u7",
            Groups = ["g1", "g 2"],
            Extra = new Dictionary<string, IReadOnlyList<string>> { ["acme.com/team"] = ["a", "b"], ["50%"] = ["c"] },
        };
        var sent = await SentAsync(new ClientConfig { Server = new Uri("http://scripted"), Impersonate = other });

        Assert.Equal("system:serviceaccount:x:y", sent.Headers["Impersonate-User"]);
        Assert.Equal("u7", sent.Headers["Impersonate-Uid"]);
        Assert.Equal("g1,g 2", sent.Headers["Impersonate-Group"]);
        Assert.Equal("a,b", sent.Headers["Impersonate-Extra-acme.com%2Fteam"]);
        Assert.Equal("c", sent.Headers["Impersonate-Extra-50%25"]);
    }

    [Fact]
    public async Task Nobody_is_impersonated_unless_asked_for() =>
        Assert.DoesNotContain((await SentAsync(new ClientConfig { Server = new Uri("http://scripted") })).Headers.Keys, name => name.StartsWith("Impersonate", StringComparison.Ordinal));

    private static async Task<SentRequest> SentAsync(ClientConfig config)
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Json(ListWatchScript.Map("a", 1)));
        using var client = server.Client(config: config);
        await client.GetAsync<ConfigMap>(new ObjectKey("x", "a"), CancellationToken.None);
        return server.Sent.Single();
    }
}
