using System.Text.Json.Nodes;

namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>
/// What stays of a map whose last key an apply no longer names. The merge leaves it empty (structured-merge-diff v6.3.2, which Kubernetes
/// 1.36.2 is built with); Go's omitempty then drops it from built-in kinds and from all metadata, and a custom object keeps it.
/// </summary>
public sealed class EmptiedMapTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    [Fact]
    public async Task The_data_and_labels_of_a_config_map_are_gone_with_their_last_key()
    {
        const string Path = $"{RequestServer.ConfigMaps}/emptied";
        await ApplyAsync(Path, ConfigMap(""","labels":{"a":"1"}""", ""","data":{"a":"1"}"""), "one", 201);

        var left = await ApplyAsync(Path, ConfigMap("", ""), "one");

        Assert.Null(left["data"]);
        Assert.Null(left["metadata"]!["labels"]);
    }

    [Fact]
    public async Task A_map_that_somebody_else_owns_as_such_is_gone_with_its_last_key()
    {
        const string Path = $"{RequestServer.ConfigMaps}/emptied-of-two";
        await server.PostAsync(RequestServer.ConfigMaps, ConfigMap(""","labels":{"a":"1"}""", ""","data":{"a":"1"}""", "emptied-of-two"));
        await ApplyAsync(Path, ConfigMap(""","labels":{"a":"2"}""", ""","data":{"a":"2"}""", "emptied-of-two"), "one");

        var left = await ApplyAsync(Path, ConfigMap("", "", "emptied-of-two"), "one");

        Assert.Null(left["data"]);
        Assert.Null(left["metadata"]!["labels"]);
        Assert.Null((await server.GetAsync(Path)).Is(200).Body!["data"]);
    }

    [Fact]
    public async Task The_annotations_of_a_template_are_gone_with_their_last_key()
    {
        const string Path = $"{Deployments}/emptied";
        await ApplyAsync(Path, Deployment(""","annotations":{"a":"1"}"""), "one", 201);

        var left = await ApplyAsync(Path, Deployment(""), "one");

        Assert.Null(left["spec"]!["template"]!["metadata"]!["annotations"]);
    }

    [Fact]
    public async Task A_custom_object_loses_emptied_labels_and_keeps_an_emptied_map_of_its_own()
    {
        var path = await server.ServeAsync("emptieds", """{"type":"object","properties":{"map":{"type":"object","additionalProperties":{"type":"string"}}}}""") + "/one";
        await server.PostAsync(path[..^4], RequestServer.Custom("Emptied", "one", """{"map":{"a":"1"}}""", ""","labels":{"a":"1"}"""));
        await ApplyAsync(path, RequestServer.Custom("Emptied", "one", """{"map":{"a":"2"}}""", ""","labels":{"a":"2"}"""), "one");

        var left = await ApplyAsync(path, RequestServer.Custom("Emptied", "one", "{}"), "one");

        Assert.Null(left["metadata"]!["labels"]);
        Assert.Equal("{}", left["spec"]!["map"]?.ToJsonString());
    }

    private async Task<JsonNode> ApplyAsync(string path, string body, string manager, int status = 200) =>
        (await server.PatchAsync($"{path}?fieldManager={manager}&force=true", body, RequestServer.Apply)).Is(status).Body!;

    private static string ConfigMap(string metadata, string data, string name = "emptied") =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"{{{metadata}}}}{{{data}}}}""";

    private static string Deployment(string metadata) =>
        $$$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"emptied"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}{{{metadata}}}},"spec":{"containers":[{"name":"c","image":"i"}]} } } }""";
}
