using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer;

internal static class Json
{
    public static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    public static JsonNode? Node(string json) => JsonNode.Parse(json);

    public static void Same(string expected, JsonNode? actual) =>
        Assert.True(JsonEquality.Same(Node(expected), actual), $"expected {Node(expected)?.ToJsonString()}\nactual   {actual?.ToJsonString()}");

    /// <summary>The whole object also in the order of its members.</summary>
    public static void Identical(string expected, JsonNode? actual) => Assert.Equal(Node(expected)?.ToJsonString(), actual?.ToJsonString());
}
