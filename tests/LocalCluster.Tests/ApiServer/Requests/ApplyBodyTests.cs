using TestKit;

namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Bodies that cannot be applied, and what is made of those that can.</summary>
public sealed class ApplyBodyTests(RequestServer server) : IClassFixture<RequestServer>
{
    [Theory]
    [InlineData("", "Incorrect version specified in apply patch. Specified patch version: , expected: v1")]
    [InlineData("- a", "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("a: b: c", "error decoding YAML: error converting YAML to JSON: yaml: mapping values are not allowed in this context")]
    [InlineData("kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: other", "the name of the object (other) does not match the name on the URL (applied)")]
    [InlineData("kind: ConfigMap\napiVersion: v1", "the name of the object (applied based on URL) was undeterminable: name must be provided")]
    public async Task A_body_that_is_no_object_of_this_name_and_version_is_refused(string body, string why) => (await ApplyAsync(body)).Says(400, why);

    [Fact]
    public async Task Another_kind_has_no_type_here() => (await ApplyAsync("apiVersion: v1\nkind: Foo\nmetadata:\n  name: applied"))
        .Says(500, "failed to create typed patch object (/applied; /v1, Kind=Foo): no corresponding type for /v1, Kind=Foo");

    [Fact]
    public async Task A_key_that_stands_twice_is_refused_or_warned_of()
    {
        const string Twice = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: applied\ndata:\n  a: \"1\"\n  a: \"2\"\n";

        (await ApplyAsync(Twice, "&fieldValidation=Strict"))
            .Says(400, "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 7: key \"a\" already set in map");
        Assert.Equal(["line 7: key \"a\" already set in map"], (await ApplyAsync(Twice, "&dryRun=All")).Is(201).Warnings);
    }

    [Theory]
    [InlineData("""{ "resources": { "limits": { "memory": "many" } } }""", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("""{ "resources": { "limits": { "memory": "1e999999999" } } }""", "unable to parse quantity's suffix")]
    [InlineData("""{ "ports": [{ "containerPort": 1.5 }] }""", "cannot convert float64 to int32")]
    public async Task What_the_type_does_not_take_cannot_be_converted(string container, string why) => (await ApplySetAsync("unfit", container)).Says(
        500, $"failed to convert new object (/unfit; apps/v1, Kind=StatefulSet) to proper version: unable to convert unstructured object to apps/v1, Kind=StatefulSet: {why}");

    [Fact]
    public async Task How_large_a_whole_number_may_be_is_left_to_validation() => (await ApplySetAsync("large", """{ "ports": [{ "containerPort": 3000000000 }] }""")).Is(422);

    [Fact]
    public async Task A_quantity_is_kept_in_its_one_spelling_and_another_one_is_no_change()
    {
        const string Container = """{ "resources": { "limits": { "memory": "1024Mi" } } }""";
        var before = (await ApplySetAsync("spelled", Container)).Is(201);
        await Eventually.Holds(() => Task.FromResult(TimeProvider.System.GetUtcNow() > When(before).AddSeconds(1)), "another time to write down");
        var after = (await ApplySetAsync("spelled", Container)).Is(200);

        Assert.Equal("1Gi", (string?)after.Body!["spec"]!["template"]!["spec"]!["containers"]![0]!["resources"]!["limits"]!["memory"]);
        Assert.Equal(before.ResourceVersion, after.ResourceVersion);
    }

    private static DateTimeOffset When(Answer applied) => (DateTimeOffset)applied.Body!["metadata"]!["managedFields"]![0]!["time"]!;

    /// <summary>A StatefulSet whose container has this beside its name and its image.</summary>
    private Task<Answer> ApplySetAsync(string name, string container) => server.PatchAsync(
        $"/apis/apps/v1/namespaces/default/statefulsets/{name}?fieldManager=tests",
        $$"""
        {
          "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": { "name": "{{name}}" },
          "spec": {
            "selector": { "matchLabels": { "app": "a" } },
            "template": {
              "metadata": { "labels": { "app": "a" } },
              "spec": { "containers": [{ "name": "a", "image": "a", {{container.Trim()[1..]}}] }
            }
          }
        }
        """,
        RequestServer.Apply);

    private Task<Answer> ApplyAsync(string body, string query = "") =>
        server.PatchAsync($"{RequestServer.ConfigMaps}/applied?fieldManager=tests{query}", body, RequestServer.Apply);
}
