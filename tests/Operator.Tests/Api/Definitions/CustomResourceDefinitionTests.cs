using System.Text.Json.Nodes;
using Operator.Api;
using Operator.Api.Definitions;

namespace Operator.Tests.Api.Definitions;

public sealed class CustomResourceDefinitionTests
{
    private static readonly JsonObject Definition = DefinitionGenerator.Create();

    private static JsonObject Version => Definition["spec"]!["versions"]![0]!.AsObject();

    private static JsonObject Schema => Version["schema"]!["openAPIV3Schema"]!.AsObject();

    [Fact]
    public void The_committed_file_is_what_the_types_say() =>
        Assert.Equal(CrdCommand.Text(), RepositoryFiles.Read("config/crd/counterapps.yaml"));

    [Fact]
    public void The_committed_reference_is_what_the_types_say() => Assert.Equal(ApiReference.Write(), RepositoryFiles.Read("docs/api.md"));

    [Fact]
    public void Every_field_has_a_description()
    {
        var missing = Fields("", Schema).Where(field => field.Path != ".metadata" && field.Schema["description"] is null).Select(field => field.Path);

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_description_is_a_sentence()
    {
        var odd = Fields("", Schema)
            .Select(field => field.Schema["description"]?.GetValue<string>())
            .Where(text => text is not null && (!char.IsUpper(text[0]) || !text.EndsWith('.')));

        Assert.Empty(odd);
    }

    [Fact]
    public void Every_rule_says_what_to_write()
    {
        var rules = Fields("", Schema).Append(("", Schema)).SelectMany(field => field.Item2["x-kubernetes-validations"]?.AsArray() ?? []);

        Assert.All(rules, rule => Assert.False(string.IsNullOrEmpty(rule!["message"]?.GetValue<string>()), rule.ToJsonString()));
    }

    [Theory]
    [InlineData("replicas", "1")]
    [InlineData("port", "5000")]
    [InlineData("imagePullPolicy", "\"IfNotPresent\"")]
    [InlineData("podManagementPolicy", "\"Parallel\"")]
    [InlineData("minReadySeconds", "0")]
    [InlineData("revisionHistoryLimit", "10")]
    [InlineData("paused", "false")]
    [InlineData("progressDeadlineSeconds", "600")]
    [InlineData("service", "{}")]
    [InlineData("storage", "{}")]
    [InlineData("updateStrategy", "{}")]
    public void A_default_of_the_records_is_a_default_of_the_api(string field, string expected) =>
        Assert.Equal(expected, Spec(field)["default"]!.ToJsonString());

    [Theory]
    [InlineData("storage", "size", "\"10Mi\"")]
    [InlineData("storage", "volumeName", "\"visits\"")]
    [InlineData("storage", "mountPath", "\"/data\"")]
    [InlineData("storage", "whenDeleted", "\"Retain\"")]
    [InlineData("storage", "accessModes", "[\"ReadWriteOnce\"]")]
    [InlineData("service", "type", "\"NodePort\"")]
    [InlineData("updateStrategy", "type", "\"RollingUpdate\"")]
    public void A_default_of_an_inner_record_is_a_default_of_the_api(string field, string inner, string expected) =>
        Assert.Equal(expected, Spec(field)["properties"]![inner]!["default"]!.ToJsonString());

    [Fact]
    public void Only_the_image_has_to_be_written()
    {
        Assert.Equal("[\"image\"]", Schema["properties"]!["spec"]!["required"]!.ToJsonString());
        Assert.Null(Spec("image")["default"]);
    }

    [Fact]
    public void The_status_has_no_defaults_and_demands_no_top_level_field()
    {
        var status = Schema["properties"]!["status"]!.AsObject();

        Assert.DoesNotContain(Fields("", status), field => field.Schema["default"] is not null);
        Assert.Null(status["required"]);
    }

    [Fact]
    public void Kubectl_scale_and_an_autoscaler_find_their_fields() =>
        Assert.Equal(
            """{"specReplicasPath":".spec.replicas","statusReplicasPath":".status.replicas","labelSelectorPath":".status.selector"}""",
            Version["subresources"]!["scale"]!.ToJsonString());

    [Fact]
    public void The_columns_stand_in_order_and_wide_ones_last()
    {
        var columns = Version["additionalPrinterColumns"]!.AsArray().Select(column => (column!["name"]!.GetValue<string>(), column["priority"] is not null));

        Assert.Equal(
            [("Ready", false), ("Phase", false), ("Strategy", false), ("Step", false), ("Visits", false), ("NodePort", false), ("Age", false),
                ("Image", true), ("Revision", true), ("Message", true)],
            columns);
    }

    [Fact]
    public void Conditions_are_merged_by_their_type()
    {
        var conditions = Schema["properties"]!["status"]!["properties"]!["conditions"]!;

        Assert.Equal("map", conditions["x-kubernetes-list-type"]!.GetValue<string>());
        Assert.Equal("[\"type\"]", conditions["x-kubernetes-list-map-keys"]!.ToJsonString());
    }

    [Fact]
    public void A_new_spec_carries_the_defaults_through_json()
    {
        var app = System.Text.Json.JsonSerializer.Deserialize("""{"metadata":{"name":"a"},"spec":{"image":"x","storage":{"size":"1Gi"}}}""", CounterApp.Json)!;

        Assert.Equal((1, 5000, "NodePort", "1Gi", "visits"),
            (app.Spec.Replicas, app.Spec.Port, app.Spec.Service.Type, app.Spec.Storage.Size, app.Spec.Storage.VolumeName));
    }

    [Fact]
    public void A_deeply_nested_overlay_is_read_and_written_like_any_other()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"x\":", 500)) + "1" + new string('}', 500);

        var app = System.Text.Json.JsonSerializer.Deserialize("""{"metadata":{"name":"a"},"spec":{"image":"x","template":{"spec":""" + deep + "}}}", CounterApp.Json)!;

        Assert.Contains(deep, System.Text.Json.JsonSerializer.Serialize(app, CounterApp.Json), StringComparison.Ordinal);
    }

    private static JsonObject Spec(string field) => Schema["properties"]!["spec"]!["properties"]![field]!.AsObject();

    private static IEnumerable<(string Path, JsonObject Schema)> Fields(string path, JsonObject schema)
    {
        foreach (var (name, field) in schema["properties"]?.AsObject() ?? [])
        {
            yield return ($"{path}.{name}", field!.AsObject());
            foreach (var inner in Fields($"{path}.{name}", field.AsObject())) yield return inner;
        }

        if (schema["items"] is not JsonObject items) yield break;
        foreach (var inner in Fields($"{path}[]", items)) yield return inner;
    }
}
