using System.Text.Json.Nodes;

namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Server-side apply through the scale subresource: who applies a number of replicas owns it in the object itself.</summary>
public sealed class ScaleApplyTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Group = "/apis/apps/v1/namespaces/default";
    private const string Subresource = ""","subresources":{"scale":{"specReplicasPath":".spec.count","statusReplicasPath":".status.count"}}""";

    [Theory]
    [InlineData("Deployment")]
    [InlineData("ReplicaSet")]
    [InlineData("StatefulSet")]
    public async Task Replicas_that_another_owns_are_a_conflict_until_they_are_forced(string kind)
    {
        var path = $"{Group}/{kind.ToLowerInvariant()}s/forced";
        await ApplyAsync(path, Workload(kind, "forced", 3), "owner", 201);

        var refused = await SendAsync(path + "/scale", Scale("forced", 5), "scaler");
        refused.Says(409, "Apply failed with 1 conflict: conflict with \"owner\": .spec.replicas");
        Assert.Equal(["FieldManagerConflict .spec.replicas"], refused.Causes);
        Assert.Equal(3, (int?)(await server.GetAsync(path)).Body!["spec"]!["replicas"]);

        Assert.Equal(5, (int?)(await ApplyAsync(path + "/scale?force=true", Scale("forced", 5), "scaler"))["spec"]!["replicas"]);
        var owners = await OwnersAsync(path, "replicas");
        Assert.Equal(["scaler Apply apps/v1 scale"], owners);
    }

    [Fact]
    public async Task The_owner_by_scale_is_in_the_way_of_an_apply_to_the_object()
    {
        const string Path = $"{Group}/replicasets/guarded";
        await ApplyAsync(Path, Workload("ReplicaSet", "guarded", 3), "owner", 201);
        await ApplyAsync(Path + "/scale?force=true", Scale("guarded", 5), "scaler");

        (await SendAsync(Path, Workload("ReplicaSet", "guarded", 4), "owner"))
            .Says(409, "Apply failed with 1 conflict: conflict with \"scaler\" with subresource \"scale\": .spec.replicas");
    }

    [Fact]
    public async Task The_same_number_is_owned_by_both_and_the_rest_stays_its_owners()
    {
        const string Path = $"{Group}/replicasets/shared";
        await server.PostAsync($"{Group}/replicasets?fieldManager=maker", Workload("ReplicaSet", "shared", 3));

        await ApplyAsync(Path + "/scale", Scale("shared", 3), "scaler");

        Assert.Equal(["scaler Apply apps/v1 scale", "maker Update apps/v1 "], await OwnersAsync(Path, "replicas"));
        Assert.Equal(["maker Update apps/v1 "], await OwnersAsync(Path, "selector"));
    }

    [Fact]
    public async Task A_custom_object_has_its_number_where_its_definition_says()
    {
        var objects = await server.ServeAsync("numbereds", """{"type":"object","properties":{"count":{"type":"integer"},"other":{"type":"integer"}}}""", Subresource);
        var path = objects + "/one";
        await ApplyAsync(path, RequestServer.Custom("Numbered", "one", """{"count":3,"other":1}"""), "owner", 201);

        (await SendAsync(path + "/scale", Scale("one", 5), "scaler")).Says(409, "Apply failed with 1 conflict: conflict with \"owner\": .spec.replicas");
        await ApplyAsync(path + "/scale?force=true", Scale("one", 5), "scaler");

        Assert.Equal(5, (int?)(await server.GetAsync(path)).Body!["spec"]!["count"]);
        Assert.Equal(["scaler Apply shapes.example.com/v1 scale"], await OwnersAsync(path, "count"));
        Assert.Equal(["owner Apply shapes.example.com/v1 "], await OwnersAsync(path, "other"));
    }

    [Fact]
    public async Task What_is_no_scale_or_of_no_object_is_not_applied()
    {
        const string Path = $"{Group}/replicasets/typed-apply";
        await ApplyAsync(Path, Workload("ReplicaSet", "typed-apply", 3), "owner", 201);

        (await SendAsync(Path + "/scale", Workload("ReplicaSet", "typed-apply", 4), "owner")).Says(
            400, "Incorrect version specified in apply patch. Specified patch version: apps/v1, expected: autoscaling/v1");
        (await SendAsync(Path + "/scale?force=true", Scale("typed-apply", 4).Replace("4", "1.5", StringComparison.Ordinal), "owner")).Says(
            500,
            "failed to convert new object (/typed-apply; autoscaling/v1, Kind=Scale) to proper version: unable to convert unstructured object to autoscaling/v1, Kind=Scale: cannot convert float64 to int32");
        Assert.Equal(3, (int?)(await server.GetAsync(Path)).Body!["spec"]!["replicas"]);
        (await SendAsync($"{Group}/replicasets/nowhere/scale", Scale("nowhere", 4), "owner")).Is(404);
    }

    private async Task<JsonNode> ApplyAsync(string path, string body, string manager, int status = 200) => (await SendAsync(path, body, manager)).Is(status).Body!;

    private Task<Answer> SendAsync(string path, string body, string manager) =>
        server.PatchAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}fieldManager={manager}", body, RequestServer.Apply);

    /// <summary>Who owns a field of the spec: manager, operation, version and subresource.</summary>
    private async Task<IReadOnlyList<string>> OwnersAsync(string path, string field)
    {
        var entries = (await server.GetAsync(path)).Is(200).Body!["metadata"]!["managedFields"]!.AsArray();
        return [.. entries.Where(e => e!["fieldsV1"]!["f:spec"]?["f:" + field] is not null)
            .Select(e => $"{e!["manager"]} {e["operation"]} {e["apiVersion"]} {e["subresource"]}")];
    }

    private static string Workload(string kind, string name, int replicas) =>
        $$$"""{"apiVersion":"apps/v1","kind":"{{{kind}}}","metadata":{"name":"{{{name}}}"},"spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]} } } }""";

    private static string Scale(string name, int replicas) =>
        $$"""{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"{{name}}"},"spec":{"replicas":{{replicas}} } }""";
}
