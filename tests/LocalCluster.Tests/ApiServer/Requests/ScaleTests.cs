namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>A scale is an object of its own kind, whichever object it belongs to: its body is read as strictly as any other.</summary>
public sealed class ScaleTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Sets = "/apis/apps/v1/namespaces/default/replicasets";
    private const string Subresource = ""","subresources":{"scale":{"specReplicasPath":".spec.count","statusReplicasPath":".status.count"}}""";

    [Theory]
    [InlineData(RequestServer.MergePatch)]
    [InlineData(RequestServer.StrategicPatch)]
    public async Task A_number_that_is_none_is_refused_and_nothing_is_scaled(string type)
    {
        await server.PostAsync(Sets, Set("typed"));

        Assert.EndsWith(type == RequestServer.MergePatch ? "json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32" : "cannot convert string to int32",
            (await server.PatchAsync($"{Sets}/typed/scale", """{"spec":{"replicas":"two"}}""", type)).Is(422).Message);
        (await server.PutAsync($"{Sets}/typed/scale", Scale("typed", "\"two\""))).Says(
            400, "Scale in version \"v1\" cannot be handled as a Scale: json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32");
        Assert.Equal(3, (int?)(await server.GetAsync($"{Sets}/typed/scale")).Body?["spec"]?["replicas"]);
    }

    [Fact]
    public async Task A_custom_object_is_not_scaled_by_what_is_no_number()
    {
        var path = await server.ServeAsync("scaleds", """{"type":"object","properties":{"count":{"type":"integer"}}}""", Subresource);
        (await server.PostAsync(path, RequestServer.Custom("Scaled", "one", """{"count":3}"""))).Is(201);

        (await server.PatchAsync($"{path}/one/scale", """{"spec":{"replicas":"two"}}""")).Is(422);
        Assert.Equal(3, (int?)(await server.GetAsync($"{path}/one")).Body?["spec"]?["count"]);
        Assert.Equal(5, (int?)(await server.PatchAsync($"{path}/one/scale", """{"spec":{"replicas":5}}""")).Is(200).Body?["spec"]?["replicas"]);
    }

    [Fact]
    public async Task Only_a_scale_is_taken_for_a_scale()
    {
        await server.PostAsync(Sets, Set("kind"));

        (await server.PutAsync($"{Sets}/kind/scale", Set("kind"))).Says(
            400, "ReplicaSet in version \"v1\" cannot be handled as a Scale: converting (v1.ReplicaSet) to (autoscaling.Scale): unknown conversion");
        (await server.PutAsync($"{Sets}/kind/scale?fieldValidation=Strict", """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"kind"},"spec":{"size":1}}""")).Says(
            400, "Scale in version \"v1\" cannot be handled as a Scale: strict decoding error: unknown field \"spec.size\"");
    }

    private static string Set(string name) =>
        $$$"""{"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"{{{name}}}"},"spec":{"replicas":3,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]} } } }""";

    private static string Scale(string name, string replicas) =>
        $$"""{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"{{name}}","namespace":"default"},"spec":{"replicas":{{replicas}} } }""";
}
