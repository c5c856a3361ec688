using System.Text.Json.Nodes;
using Operator.Desired;

namespace Operator.Tests.Desired;

public sealed class StrategicMergeTests
{
    [Theory]
    [InlineData("maps field by field", """{"a":{"b":1}}""", """{"a":{"c":2}}""", """{"a":{"b":1,"c":2}}""")]
    [InlineData("null removes", """{"a":1,"b":2}""", """{"a":null}""", """{"b":2}""")]
    [InlineData("null in a new map is not kept", """{}""", """{"a":{"b":null,"c":1}}""", """{"a":{"c":1}}""")]
    [InlineData("containers by name", """{"containers":[{"name":"app","image":"x"}]}""", """{"containers":[{"name":"app","tty":true}]}""", """{"containers":[{"name":"app","image":"x","tty":true}]}""")]
    [InlineData("new items follow", """{"containers":[{"name":"app"}]}""", """{"containers":[{"name":"b"},{"name":"a"}]}""", """{"containers":[{"name":"app"},{"name":"b"},{"name":"a"}]}""")]
    [InlineData("a list without a key is replaced", """{"args":["a","b"]}""", """{"args":["c"]}""", """{"args":["c"]}""")]
    [InlineData("an item is deleted", """{"env":[{"name":"A"},{"name":"B"}]}""", """{"env":[{"name":"A","$patch":"delete"}]}""", """{"env":[{"name":"B"}]}""")]
    [InlineData("deleting what is not there", """{"env":[]}""", """{"env":[{"name":"A","$patch":"delete"}]}""", """{"env":[]}""")]
    [InlineData("a list is replaced", """{"env":[{"name":"A"}]}""", """{"env":[{"$patch":"replace"},{"name":"B"}]}""", """{"env":[{"name":"B"}]}""")]
    [InlineData("a map is replaced", """{"a":{"b":1}}""", """{"a":{"$patch":"replace","c":2}}""", """{"a":{"c":2}}""")]
    [InlineData("ports by containerPort", """{"ports":[{"containerPort":80}]}""", """{"ports":[{"containerPort":80,"name":"x"}]}""", """{"ports":[{"containerPort":80,"name":"x"}]}""")]
    public void Merges_as_kubectl_patch_does(string what, string target, string patch, string expected)
    {
        var merged = StrategicMerge.Merge(Parse(target), Parse(patch));

        Assert.True(JsonNode.DeepEquals(Parse(expected), merged), $"{what}: {merged.ToJsonString()}");
    }

    [Fact]
    public void Neither_side_is_changed()
    {
        var (target, patch) = (Parse("""{"containers":[{"name":"app"}]}"""), Parse("""{"containers":[{"name":"app","image":"x"}]}"""));

        StrategicMerge.Merge(target, patch);

        Assert.Equal("""{"containers":[{"name":"app"}]}""", target.ToJsonString());
        Assert.Equal("""{"containers":[{"name":"app","image":"x"}]}""", patch.ToJsonString());
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
