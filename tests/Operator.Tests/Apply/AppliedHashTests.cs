using System.Text.Json.Nodes;
using Operator.Apply;

namespace Operator.Tests.Apply;

public sealed class AppliedHashTests
{
    [Fact]
    public void The_order_of_fields_does_not_matter() => Assert.Equal(Hash("""{"a":1,"b":{"c":2,"d":3}}"""), Hash("""{"b":{"d":3,"c":2},"a":1}"""));

    [Fact]
    public void The_order_of_a_list_does() => Assert.NotEqual(Hash("""{"a":[1,2]}"""), Hash("""{"a":[2,1]}"""));

    [Fact]
    public void A_field_that_is_no_longer_said_changes_it() => Assert.NotEqual(Hash("""{"a":1,"b":2}"""), Hash("""{"a":1}"""));

    private static string Hash(string json) => AppliedHash.Of(JsonNode.Parse(json)!.AsObject());
}
