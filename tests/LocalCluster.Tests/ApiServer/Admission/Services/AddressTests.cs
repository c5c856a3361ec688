using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Services;

public sealed class AddressTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Services = "/api/v1/namespaces/default/services";

    [Theory]
    [InlineData("1.2.3", "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("010.0.0.5", "must not have leading 0s")]
    [InlineData("::ffff:1.2.3.4", "must not be an IPv4-mapped IPv6 address")]
    [InlineData("169.254.1.1", "may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    public async Task An_external_address_is_one_address_to_everybody(string address, string why) =>
        (await Create($"\"externalIPs\":[\"{address}\"]"))
            .Says(422, $"Service \"s\" is invalid: spec.externalIPs[0]: Invalid value: \"{address}\": {why}");

    [Theory]
    [InlineData("10.0.0.0", "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("10.0.0.5/24", "must not have bits set beyond the prefix length")]
    [InlineData("10.00.0.0/24", "must not have leading 0s in IP or prefix length")]
    [InlineData("10.0.0.0/08", "must not have leading 0s in IP or prefix length")]
    [InlineData("::ffff:10.0.0.0/104", "must not have an IPv4-mapped IPv6 address")]
    public async Task A_range_has_no_bits_behind_its_prefix(string range, string why) =>
        (await Create($"\"type\":\"LoadBalancer\",\"loadBalancerSourceRanges\":[\"{range}\"]"))
            .Says(422, $"Service \"s\" is invalid: spec.LoadBalancerSourceRanges[0]: Invalid value: \"{range}\": {why}");

    private Task<Answer> Create(string spec) =>
        server.PostAsync(Services, "{\"metadata\":{\"name\":\"s\"},\"spec\":{" + spec + ",\"ports\":[{\"port\":80}]}}");
}
