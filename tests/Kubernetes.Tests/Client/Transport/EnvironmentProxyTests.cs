using System.Net;
using Kubernetes.Client.Transport;

namespace Kubernetes.Tests.Client.Transport;

/// <summary>HTTPS_PROXY and NO_PROXY by Go's rules (golang.org/x/net/http/httpproxy).</summary>
public sealed class EnvironmentProxyTests
{
    [Theory]
    [InlineData("https://api.example.com:6443", "", "http://proxy:3128/")]
    [InlineData("http://api.example.com", "", null)]
    [InlineData("https://api.example.com", "*", null)]
    [InlineData("https://api.example.com", "other.com", "http://proxy:3128/")]
    [InlineData("https://api.example.com", "example.com", null)]
    [InlineData("https://example.com", "example.com", null)]
    [InlineData("https://notexample.com", "example.com", "http://proxy:3128/")]
    [InlineData("https://api.example.com", ".example.com", null)]
    [InlineData("https://example.com", ".example.com", "http://proxy:3128/")]
    [InlineData("https://api.example.com", "*.example.com", null)]
    [InlineData("https://API.Example.com", "EXAMPLE.COM", null)]
    [InlineData("https://api.example.com:6443", "example.com:6443", null)]
    [InlineData("https://api.example.com:8443", "example.com:6443", "http://proxy:3128/")]
    [InlineData("https://10.96.0.1", "10.0.0.0/8", null)]
    [InlineData("https://10.96.0.1", "10.96.7.7/16", null)]
    [InlineData("https://11.96.0.1", "10.0.0.0/8", "http://proxy:3128/")]
    [InlineData("https://10.96.0.1", "a, 10.96.0.1 ,b", null)]
    [InlineData("https://10.96.0.1:443", "10.96.0.1:443", null)]
    [InlineData("https://10.96.0.1:443", "10.96.0.1:6443", "http://proxy:3128/")]
    [InlineData("https://[fd00::7]", "fd00::/8", null)]
    [InlineData("https://[fd00::7]", "fd00::7", null)]
    [InlineData("https://localhost:6443", "", null)]
    [InlineData("https://127.0.0.7:6443", "", null)]
    [InlineData("https://[::1]:6443", "", null)]
    public void A_destination_goes_through_the_proxy_or_past_it(string destination, string noProxy, string? expected)
    {
        var proxy = Read(("HTTPS_PROXY", "http://proxy:3128"), ("NO_PROXY", noProxy));

        Assert.Equal(expected, proxy.GetProxy(new Uri(destination))?.AbsoluteUri);
        Assert.Equal(expected is null, proxy.IsBypassed(new Uri(destination)));
    }

    [Fact]
    public void The_names_may_be_small_and_the_scheme_may_be_missing() =>
        Assert.Equal("http://proxy:3128/", Read(("https_proxy", "proxy:3128")).GetProxy(new Uri("https://a"))?.AbsoluteUri);

    [Fact]
    public void Plain_HTTP_has_a_proxy_of_its_own() =>
        Assert.Equal("http://other/", Read(("HTTPS_PROXY", "http://proxy"), ("HTTP_PROXY", "http://other")).GetProxy(new Uri("http://a"))?.AbsoluteUri);

    [Fact]
    public void A_login_stands_apart_from_the_address()
    {
        var proxy = Read(("HTTPS_PROXY", "http://ada:p%40ss@proxy:3128"));

        Assert.Equal("http://proxy:3128/", proxy.GetProxy(new Uri("https://a"))?.AbsoluteUri);
        Assert.Equal(("ada", "p@ss"), (proxy.Credentials!.GetCredential(new Uri("http://proxy"), "Basic")!.UserName, proxy.Credentials.GetCredential(new Uri("http://proxy"), "Basic")!.Password));
    }

    private static EnvironmentProxy Read(params (string Name, string Value)[] variables) =>
        EnvironmentProxy.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
