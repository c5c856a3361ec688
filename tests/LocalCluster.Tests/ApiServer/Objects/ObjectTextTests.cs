using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.Tests.ApiServer.Objects;

public sealed class ObjectTextTests
{
    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("-0.0", "-0")]
    [InlineData("1e3", "1000")]
    [InlineData("1.50", "1.5")]
    [InlineData("1E-7", "1e-7")]
    [InlineData("1e21", "1e+21")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "9223372036854776000")]
    [InlineData("1e400", "1e400")]
    public void A_number_is_written_as_the_server_writes_it(string sent, string written)
    {
        var obj = JsonNode.Parse($$$"""{"kind":"A","apiVersion":"v1","spec":{"list":[{{{sent}}}],"text":"1.0"}}""")!.AsObject();

        Assert.Equal($$$"""{"kind":"A","apiVersion":"v1","spec":{"list":[{{{written}}}],"text":"1.0"}}""", Encoding.UTF8.GetString(ObjectText.Write(obj)));
    }
}
