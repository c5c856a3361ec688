using System.Reflection;
using Kubernetes.Client.Config;
using Kubernetes.Tests.Scripting;

namespace Kubernetes.Tests.Client.Config;

public sealed class InClusterFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("10.96.0.1", "443", "https://10.96.0.1/")]
    [InlineData("10.96.0.1", "6443", "https://10.96.0.1:6443/")]
    [InlineData("fd00:10:96::1", "443", "https://[fd00:10:96::1]/")]
    [InlineData("kubernetes.default", null, "https://kubernetes.default/")]
    [InlineData("kubernetes.default", "", "https://kubernetes.default/")]
    public void The_address_comes_from_the_environment_and_IPv6_gets_its_brackets(string host, string? port, string expected) =>
        Assert.Equal(new Uri(expected), InClusterFiles.Load(_folder.Path, host, port).Server);

    [Fact]
    public void The_namespace_is_trimmed_and_the_files_are_the_service_accounts()
    {
        _folder.Write("namespace", " shop \n");
        var config = InClusterFiles.Load(_folder.Path, "10.96.0.1", "443");

        Assert.Equal("shop", config.Namespace);
        Assert.Equal(new Credential.TokenFile(_folder["token"]), config.Credential);
        Assert.Equal(_folder["ca.crt"], config.Tls.AuthorityFile);
        Assert.False(config.Tls.SkipVerify);
    }

    [Fact]
    public void Outside_of_a_pod_it_says_so() =>
        Assert.Contains("KUBERNETES_SERVICE_HOST is not set", Assert.Throws<ConfigException>(() => InClusterFiles.Load(_folder.Path, null, null)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_port_that_is_none_is_named() =>
        Assert.Contains("KUBERNETES_SERVICE_PORT 'tcp://x'", Assert.Throws<ConfigException>(() => InClusterFiles.Load(_folder.Path, "10.0.0.1", "tcp://x")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_program_names_itself_as_Kubernetes_components_do()
    {
        Assert.Matches(@"^web-operator/\d+\.\d+\.\d+ \((linux|darwin|windows)/(amd64|arm64|\w+)\) kubernetes/([0-9a-f]{7}|unknown)$", UserAgent.For("web-operator", typeof(UserAgent).Assembly));
        Assert.EndsWith("kubernetes/unknown", UserAgent.For("web-operator", build: null), StringComparison.Ordinal);
        Assert.Equal(UserAgent.Default, new ClientConfig { Server = new Uri("http://x") }.UserAgent);
        Assert.StartsWith(Assembly.GetEntryAssembly()!.GetName().Name + "/", UserAgent.Default, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
