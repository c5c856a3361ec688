using System.Text.Json.Nodes;
using Operator.Apply;

namespace Operator.Tests.Apply;

public sealed class LiveComparisonTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"minReadySeconds":0}""", """{}""")]
    [InlineData("""{"optional":false,"list":[],"map":{},"text":""}""", """{}""")]
    [InlineData("""{"resources":{"limits":{"cpu":"1000m","memory":"1024Mi"}}}""", """{"resources":{"limits":{"cpu":"1","memory":"1Gi"}}}""")]
    [InlineData("""{"resources":{"requests":{"cpu":1}}}""", """{"resources":{"requests":{"cpu":"1"}}}""")]
    [InlineData("""{"containers":[{"name":"app","image":"x"}]}""", """{"containers":[{"name":"injected","image":"y"},{"name":"app","image":"x","resources":{}}]}""")]
    [InlineData("""{"ports":[{"port":80,"name":"http"}]}""", """{"ports":[{"port":80,"name":"http","protocol":"TCP","nodePort":31000}]}""")]
    [InlineData("""{"volumeClaimTemplates":[{"kind":"PersistentVolumeClaim"}]}""", """{"volumeClaimTemplates":[{"kind":"PersistentVolumeClaim","status":{"phase":"Pending"}}]}""")]
    public void What_the_server_or_others_add_is_no_difference(string wanted, string live) => Assert.Empty(Compare(wanted, live));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", "a: 2 → 1")]
    [InlineData("""{"a":{"b":"x"}}""", """{}""", """a = {"b":"x"}""")]
    [InlineData("""{"containers":[{"name":"app","image":"x"}]}""", """{"containers":[{"name":"app","image":"y"}]}""", "containers[name=app].image: y → x")]
    [InlineData("""{"tolerations":[{"key":"a"}]}""", """{"tolerations":[{"key":"a"},{"key":"b"}]}""", "tolerations: 2 items → 1 items")]
    [InlineData("""{"image":"1Gi"}""", """{"image":"1024Mi"}""", "image: 1024Mi → 1Gi")]
    public void A_field_of_ours_that_differs_is_told(string wanted, string live, string told) =>
        Assert.Equal([told], Compare(wanted, live).Select(difference => difference.ToString()));

    [Fact]
    public void The_value_of_a_variable_is_never_told() =>
        Assert.Equal(
            ["spec.env[name=TOKEN].value"],
            Compare("""{"spec":{"env":[{"name":"TOKEN","value":"new"}]}}""", """{"spec":{"env":[{"name":"TOKEN","value":"old"}]}}""").Select(difference => difference.ToString()));

    private static IReadOnlyList<Difference> Compare(string wanted, string live) =>
        LiveComparison.Compare(JsonNode.Parse(wanted)!.AsObject(), JsonNode.Parse(live)!.AsObject());
}
