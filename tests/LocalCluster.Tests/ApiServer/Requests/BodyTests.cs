namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Bodies: fields that stand twice or that nobody knows, YAML, objects of another kind or version.</summary>
public sealed class BodyTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Twice = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"twice","name":"twice"},"foo":1,"data":{"a":"1","a":"2"},"bar":{"a":1}}""";
    private const string TwiceInYaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: first\n  name: yaml\nfoo: 1\n";

    [Fact]
    public async Task Strict_tells_repeated_and_unknown_fields_in_the_order_of_the_text() =>
        (await server.PostAsync($"{RequestServer.ConfigMaps}?fieldValidation=Strict", Twice))
            .Says(400, "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: duplicate field \"metadata.name\", unknown field \"foo\", duplicate field \"data.a\", unknown field \"bar\"");

    [Theory]
    [InlineData("", 4)]
    [InlineData("&fieldValidation=Warn", 4)]
    [InlineData("&fieldValidation=Ignore", 0)]
    public async Task Otherwise_the_last_one_counts_and_the_others_are_warned_of(string query, int warnings)
    {
        var created = (await server.PostAsync($"{RequestServer.ConfigMaps}?dryRun=All{query}", Twice)).Is(201);

        Assert.Equal("2", (string?)created.Body?["data"]?["a"]);
        Assert.Equal(warnings, created.Warnings.Count);
    }

    [Fact]
    public async Task A_custom_object_tells_repeated_fields_first_then_unknown_ones_sorted()
    {
        var path = await server.ServeAsync("twices", """{"type":"object","properties":{"a":{"type":"string"},"list":{"type":"array","items":{"type":"object","properties":{"n":{"type":"string"}}}}}}""");

        (await server.PostAsync($"{path}?fieldValidation=Strict", RequestServer.Custom("Twice", "x", """{"zoo":1,"a":"1","a":"2","list":[{"n":"1","m":1,"n":"2"}]}""")))
            .Says(400, "Twice in version \"v1\" cannot be handled as a Twice: strict decoding error: duplicate field \"spec.a\", duplicate field \"spec.list[0].n\", unknown field \"spec.list[0].m\", unknown field \"spec.zoo\"");
    }

    [Fact]
    public async Task In_yaml_a_repeated_key_is_told_with_its_line()
    {
        (await server.PostAsync($"{RequestServer.ConfigMaps}?fieldValidation=Strict", TwiceInYaml, "application/yaml"))
            .Says(400, "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: yaml: unmarshal errors:\n  line 5: key \"name\" already set in map, unknown field \"foo\"");

        var warned = (await server.PostAsync($"{RequestServer.ConfigMaps}?dryRun=All", TwiceInYaml, "application/yaml")).Is(201);
        Assert.Equal("yaml", (string?)warned.Body?["metadata"]?["name"]);
        Assert.Equal(["line 5: key \"name\" already set in map", "unknown field \"foo\""], warned.Warnings);
    }

    [Fact]
    public async Task Anchors_and_aliases_of_yaml_are_followed()
    {
        var created = await server.PostAsync($"{RequestServer.ConfigMaps}?dryRun=All", "metadata: {name: anchors}\ndata:\n  a: &value text\n  b: *value\n", "application/yaml");

        Json.Same("""{"a":"text","b":"text"}""", created.Is(201).Body?["data"]);
    }

    [Theory]
    [InlineData("a: b: c\n", "error converting YAML to JSON: yaml: mapping values are not allowed in this context (613a20623a20630a)")]
    public async Task Yaml_that_is_none_is_refused_in_the_readers_words(string body, string why) =>
        (await server.PostAsync(RequestServer.ConfigMaps, body, "application/yaml")).Says(400, $"the object provided is unrecognized (must be of type ConfigMap): {why}");

    [Fact]
    public async Task An_empty_body_is_no_object() =>
        (await server.PostAsync(RequestServer.ConfigMaps, "")).Says(400, "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)");

    [Fact]
    public async Task A_custom_object_says_what_it_is()
    {
        var path = await server.ServeAsync("selves", """{"type":"object"}""");

        (await server.PostAsync(path, "{}")).Says(400, "the object provided is unrecognized (must be of type Selve): Object 'Kind' is missing in '{}' ({})");
        (await server.PostAsync(path, """{"kind":"Selve","metadata":{"name":"a"}}""")).Says(400, "the API version in the data () does not match the expected API version (shapes.example.com/v1)");
        (await server.PostAsync(path, """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}""")).Says(400, "the API version in the data (v1) does not match the expected API version (shapes.example.com/v1)");
        (await server.PostAsync(path, RequestServer.Custom("Other", "a", "{}"))).Says(422, "Selve.shapes.example.com \"a\" is invalid: kind: Invalid value: \"Other\": must be Selve");
    }

    [Theory]
    [InlineData("""{"name":"a","labels":{"x":1}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string")]
    [InlineData("""{"name":5}""", "json: cannot unmarshal number into Go struct field ObjectMeta.name of type string")]
    [InlineData("\"a\"", "json: cannot unmarshal string into Go value of type v1.ObjectMeta")]
    public async Task The_metadata_of_a_custom_object_has_its_types(string metadata, string why)
    {
        var path = "/apis/shapes.example.com/v1/namespaces/default/metas";
        if ((await server.GetAsync(path)).Status == 404) await server.ServeAsync("metas", """{"type":"object"}""");

        (await server.PostAsync(path, $$"""{"apiVersion":"shapes.example.com/v1","kind":"Meta","metadata":{{metadata}}}""")).Says(400, $"Meta in version \"v1\" cannot be handled as a Meta: {why}");
    }

    [Fact]
    public async Task An_embedded_resource_has_metadata_that_a_resource_could_have()
    {
        var path = await server.ServeAsync("nests", """{"type":"object","properties":{"o":{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true}}}""");

        var refused = await server.PostAsync(path, RequestServer.Custom("Nest", "x", """{"o":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a/b","labels":{"a b":"c"}}}}"""));

        Assert.Equal(["FieldValueInvalid spec.o.metadata.name", "FieldValueInvalid spec.o.metadata.labels"], refused.Is(422).Causes);
    }

    /// <summary>Go takes the digits of the layout and looks for a zone in the rest (parseNanoseconds in time/format.go).</summary>
    [Theory]
    [InlineData("2024-01-01T00:00:00.123Z", ".123Z\" as \".000000")]
    [InlineData("2024-01-01T00:00:00.123456789Z", "789Z\" as \"Z07:00")]
    public async Task A_time_in_microseconds_has_six_digits(string time, string blamed)
    {
        var lease = $$"""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"micros"},"spec":{"renewTime":"{{time}}"} }""";

        var refused = (await server.PostAsync("/apis/coordination.k8s.io/v1/namespaces/default/leases", lease)).Is(400);

        Assert.Contains($"cannot parse \"{blamed}\"", refused.Message, StringComparison.Ordinal);
    }
}
