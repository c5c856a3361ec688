using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Controllers.Fixture;

internal static class Json
{
    public static JsonObject Object(string text) => JsonNode.Parse(text)!.AsObject();
}
