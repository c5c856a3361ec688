using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Negotiation.Protobuf;

namespace LocalCluster.Tests.ApiServer.Negotiation;

/// <summary>Bodies as kubectl 1.32 sends them, and messages written by hand in the same format.</summary>
public sealed class ProtobufBodyTests
{
    private const string Magic = "6b387300";

    [Fact]
    public void A_ConfigMap_of_kubectl_create_is_read()
    {
        var body = Convert.FromHexString(
            Magic + "0a0f0a0276311209436f6e6669674d6170" + "121c0a120a02633112001a0022002a0032003800420012060a0161120162" + "1a002200");

        Json.Same(
            """
            {"kind":"ConfigMap","apiVersion":"v1","data":{"a":"b"},
             "metadata":{"name":"c1","generateName":"","namespace":"","selfLink":"","uid":"","resourceVersion":"","generation":0,"creationTimestamp":null}}
            """,
            ProtobufBody.Read(body));
    }

    [Fact]
    public void Bytes_lists_times_and_members_of_the_parent_are_spelled_as_in_JSON()
    {
        var key = Field(1, Field(1, "s1")) + Field(2, "password") + "1801";
        var container = Field(1, "app") + Field(7, Field(1, "SECRET") + Field(3, Field(4, key)));
        var metadata = Field(1, "p1") + Field(8, "0800");
        var pod = Field(1, metadata) + Field(2, Field(2, container));

        Json.Same(
            """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p1","creationTimestamp":"1970-01-01T00:00:00Z"},
             "spec":{"containers":[{"name":"app","env":[{"name":"SECRET","valueFrom":{"secretKeyRef":{"name":"s1","key":"password","optional":true}}}]}]}}
            """,
            ProtobufBody.Read(Envelope("v1", "Pod", pod)));
        Json.Same(
            """{"kind":"Secret","apiVersion":"v1","data":{"k":"AQI="}}""",
            ProtobufBody.Read(Envelope("v1", "Secret", Field(2, Field(1, "k") + "12020102"))));
    }

    [Fact]
    public void A_group_is_found_by_its_first_word()
    {
        var review = Field(2, Field(1, Field(2, "create") + Field(5, "pods")));

        Json.Same(
            """{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","spec":{"resourceAttributes":{"verb":"create","resource":"pods"}}}""",
            ProtobufBody.Read(Envelope("authorization.k8s.io/v1", "SelfSubjectAccessReview", review)));
    }

    [Theory]
    [InlineData("7b7d")]
    [InlineData(Magic + "0a")]
    [InlineData(Magic + "0aff")]
    [InlineData(Magic + "0a090a0276311203426f6f")]
    public void What_is_no_such_body_is_refused(string hex) =>
        Assert.Throws<MalformedBodyException>(() => ProtobufBody.Read(Convert.FromHexString(hex)));

    private static byte[] Envelope(string apiVersion, string kind, string content) =>
        Convert.FromHexString(Magic + Field(1, Field(1, apiVersion) + Field(2, kind)) + Field(2, content));

    /// <summary>A length-delimited field: its content is hex, or a text that is not.</summary>
    private static string Field(int number, string content)
    {
        var hex = content.Length % 2 == 0 && content.All(char.IsAsciiHexDigitLower) ? content : Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(content));
        return $"{(number << 3) | 2:x2}{hex.Length / 2:x2}{hex}";
    }
}
