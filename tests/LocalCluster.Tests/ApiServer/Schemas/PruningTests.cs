using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

public sealed class PruningTests
{
    [Fact]
    public void Unknown_fields_go_and_are_named_sorted()
    {
        var obj = Spec.Holding("""{"size":1,"zoo":1,"list":[{"a":1,"b":2}],"bogus":{"deep":1}}""");

        var unknown = Pruning.Apply(obj, Spec.Schema(
            """{"type":"object","properties":{"size":{"type":"integer"},"list":{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer"}}}}}}"""));

        Assert.Equal(["spec.bogus", "spec.list[0].b", "spec.zoo"], unknown);
        Json.Same("""{"size":1,"list":[{"a":1}]}""", obj["spec"]);
    }

    [Fact]
    public void The_head_of_an_object_is_known_whatever_the_schema_says()
    {
        var obj = Json.Object("""{"apiVersion":"a/v1","kind":"K","metadata":{"name":"x","labels":{"a":"b"}},"extra":1}""");

        Assert.Equal(["extra"], Pruning.Apply(obj, SchemaReader.Read(Json.Object("""{"type":"object"}"""))));
        Json.Same("""{"apiVersion":"a/v1","kind":"K","metadata":{"name":"x","labels":{"a":"b"}}}""", obj);
    }

    [Fact]
    public void Unknown_metadata_is_named_first()
    {
        var obj = Json.Object("""{"apiVersion":"a/v1","kind":"K","metadata":{"name":"x","odd":1},"extra":1}""");

        Assert.Equal(["metadata.odd", "extra"], Pruning.Apply(obj, SchemaReader.Read(Json.Object("""{"type":"object"}"""))));
    }

    [Fact]
    public void Where_unknown_fields_are_preserved_only_the_described_ones_are_pruned_below()
    {
        var obj = Spec.Holding("""{"any":{"x":[1,{"y":2}],"known":{"a":1,"b":2}}}""");

        var unknown = Pruning.Apply(obj, Spec.Schema(
            """
            {"type":"object","properties":{"any":{"type":"object","x-kubernetes-preserve-unknown-fields":true,
             "properties":{"known":{"type":"object","properties":{"a":{"type":"integer"}}}}}}}
            """));

        Assert.Equal(["spec.any.known.b"], unknown);
        Json.Same("""{"any":{"x":[1,{"y":2}],"known":{"a":1}}}""", obj["spec"]);
    }

    [Fact]
    public void Values_of_a_map_are_pruned_and_its_keys_kept()
    {
        var obj = Spec.Holding("""{"map":{"one":{"a":1,"b":2}}}""");

        Assert.Equal(["spec.map.one.b"], Pruning.Apply(obj, Spec.Schema(
            """{"type":"object","properties":{"map":{"type":"object","additionalProperties":{"type":"object","properties":{"a":{"type":"integer"}}}}}}""")));
    }

    [Fact]
    public void An_embedded_object_keeps_its_head()
    {
        var obj = Spec.Holding("""{"template":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"more":1}}""");

        Assert.Equal(["spec.template.more"], Pruning.Apply(obj, Spec.Schema(
            """{"type":"object","properties":{"template":{"type":"object","x-kubernetes-embedded-resource":true,"properties":{"spec":{"type":"object"}}}}}""")));
        Json.Same("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}""", obj["spec"]!["template"]);
    }

    [Fact]
    public void A_null_that_may_not_be_goes_before_defaults_come()
    {
        const string Schema = """
            {"type":"object","properties":{"a":{"type":"string","default":"x"},"b":{"type":"string","nullable":true,"default":"x"},"c":{"type":"string"}}}
            """;
        var obj = Spec.Holding("""{"a":null,"b":null}""");

        Pruning.Apply(obj, Spec.Schema(Schema));
        Defaulting.Apply(obj, Spec.Schema(Schema));
        Json.Same("""{"a":"x","b":null}""", obj["spec"]);
    }

    [Fact]
    public void Pruning_twice_finds_nothing()
    {
        var schema = Spec.Schema("""{"type":"object","properties":{"size":{"type":"integer"}}}""");
        var obj = Spec.Holding("""{"size":1,"zoo":1}""");
        Pruning.Apply(obj, schema);

        Assert.Empty(Pruning.Apply(obj, schema));
    }

    [Fact]
    public void An_object_of_a_built_in_kind_is_pruned_the_same_way()
    {
        var service = Json.Object("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},"spec":{"ports":[{"port":80,"foo":1}],"bar":1}}""");

        Assert.Equal(["spec.bar", "spec.ports[0].foo"], Pruning.Apply(service, BuiltInSchemas.Find("", "v1", "Service")!));
    }
}
