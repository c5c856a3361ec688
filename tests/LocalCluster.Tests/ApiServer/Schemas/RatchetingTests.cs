namespace LocalCluster.Tests.ApiServer.Schemas;

/// <summary>What an update leaves as it was may go on breaking a rule that came later.</summary>
public sealed class RatchetingTests
{
    private const string Schema = """
        {"type":"object","properties":{
          "name":{"type":"string","maxLength":3},
          "size":{"type":"integer"},
          "ports":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
            "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"port":{"type":"integer","maximum":10}}}},
          "plain":{"type":"array","items":{"type":"integer","maximum":10}}}}
        """;

    [Fact]
    public void An_unchanged_value_is_forgiven() =>
        Assert.Empty(Spec.Errors(Schema, """{"name":"long name","size":2}""", old: """{"name":"long name","size":1}"""));

    [Fact]
    public void A_changed_value_is_not() =>
        Assert.Single(Spec.Errors(Schema, """{"name":"longer name"}""", old: """{"name":"long name"}"""));

    [Fact]
    public void A_new_object_is_not() => Assert.Single(Spec.Errors(Schema, """{"name":"long name"}"""));

    [Fact]
    public void An_item_of_a_list_map_is_known_by_its_key_wherever_it_stands() =>
        Assert.Empty(Spec.Errors(
            Schema, """{"ports":[{"name":"b","port":1},{"name":"a","port":99}]}""", old: """{"ports":[{"name":"a","port":99}]}"""));

    [Fact]
    public void An_item_of_a_plain_list_is_not_known_again() =>
        Assert.Single(Spec.Errors(Schema, """{"plain":[99,1]}""", old: """{"plain":[99]}"""));

    [Fact]
    public void An_unchanged_plain_list_is_forgiven_as_a_whole() =>
        Assert.Empty(Spec.Errors(Schema, """{"plain":[99],"size":2}""", old: """{"plain":[99],"size":1}"""));
}
