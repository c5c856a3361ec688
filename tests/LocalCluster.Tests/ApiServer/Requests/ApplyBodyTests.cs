namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Bodies that cannot be applied.</summary>
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

    private Task<Answer> ApplyAsync(string body, string query = "") =>
        server.PatchAsync($"{RequestServer.ConfigMaps}/applied?fieldManager=tests{query}", body, RequestServer.Apply);
}
