namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Query parameters, delete options, and the verbs that a path has.</summary>
public sealed class OptionTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Missing = $"{RequestServer.ConfigMaps}/missing";

    [Theory]
    [InlineData("fieldManager=%07", "fieldManager: Invalid value: \"\\a\": invalid character U+0007 (at position 0)")]
    [InlineData("force=true", "force: Forbidden: may not be specified for non-apply patch")]
    [InlineData("dryRun=yes", "dryRun: Unsupported value: [\"yes\"]: supported values: \"All\"")]
    [InlineData("fieldValidation=Loose", "fieldValidation: Unsupported value: \"Loose\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"")]
    public async Task The_options_of_a_patch_are_judged_before_the_object_is_looked_for(string query, string why) =>
        (await server.PatchAsync($"{Missing}?{query}", "{}")).Says(422, $"PatchOptions.meta.k8s.io \"\" is invalid: {why}");

    [Fact]
    public async Task A_field_manager_has_a_name_of_bounded_length() =>
        (await server.PostAsync($"{RequestServer.ConfigMaps}?fieldManager={new string('a', 129)}", """{"metadata":{"name":"long"}}"""))
            .Says(422, "CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes");

    [Theory]
    [InlineData("""{"propagationPolicy":"Orphan","orphanDependents":true}""", "propagationPolicy: Invalid value: \"Orphan\": orphanDependents and deletionPropagation cannot be both set")]
    [InlineData("""{"propagationPolicy":"Foo"}""", "propagationPolicy: Unsupported value: \"Foo\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"")]
    [InlineData("""{"dryRun":["x"]}""", "dryRun: Unsupported value: [\"x\"]: supported values: \"All\"")]
    public async Task Delete_options_are_judged_before_the_object_is_looked_for(string options, string why) =>
        (await server.DeleteAsync(Missing, options)).Says(422, $"DeleteOptions.meta.k8s.io \"\" is invalid: {why}");

    [Fact]
    public async Task Delete_options_of_the_wrong_type_delete_nothing()
    {
        await server.PostAsync(RequestServer.ConfigMaps, """{"metadata":{"name":"stays"}}""");

        (await server.DeleteAsync($"{RequestServer.ConfigMaps}/stays", """{"gracePeriodSeconds":"x"}"""))
            .Says(400, "json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64");
        (await server.GetAsync($"{RequestServer.ConfigMaps}/stays")).Is(200);
    }

    [Fact]
    public async Task The_head_of_an_object_can_be_asked_for_where_it_is_a_custom_one()
    {
        var path = await server.ServeAsync("heads", """{"type":"object"}""");
        await server.PostAsync(path, RequestServer.Custom("Head", "x", "{}"));

        Assert.Equal(200, (await server.SendAsync(HttpMethod.Head, $"{path}/x")).Status);
        Assert.Equal(405, (await server.SendAsync(HttpMethod.Head, RequestServer.ConfigMaps)).Status);
        Assert.Equal(405, (await server.SendAsync(HttpMethod.Head, "/api/v1/namespaces/default")).Status);
    }

    [Theory]
    [InlineData($"{RequestServer.ConfigMaps}?limit=x")]
    [InlineData($"{RequestServer.ConfigMaps}?timeoutSeconds=x")]
    [InlineData($"{RequestServer.ConfigMaps}?watch=1&timeoutSeconds=x")]
    public async Task A_number_is_a_number(string path) => (await server.GetAsync(path)).Says(400, "strconv.ParseInt: parsing \"x\": invalid syntax");

    [Theory]
    [InlineData(
        "sendInitialEvents=true&resourceVersionMatch=Exact",
        "[resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan, resourceVersionMatch: Unsupported value: \"Exact\": supported values: \"NotOlderThan\"]")]
    [InlineData(
        "resourceVersionMatch=Exact",
        "[resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided, resourceVersionMatch: Unsupported value: \"Exact\": supported values: \"NotOlderThan\"]")]
    [InlineData(
        "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&continue=x",
        "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided")]
    public async Task The_options_of_a_watch_are_judged_one_by_one(string query, string why) =>
        (await server.GetAsync($"{RequestServer.ConfigMaps}?watch=1&{query}")).Says(422, $"ListOptions.meta.k8s.io \"\" is invalid: {why}");

    [Fact]
    public async Task The_options_of_a_list_are_judged_in_order() =>
        (await server.GetAsync($"{RequestServer.ConfigMaps}?sendInitialEvents=true&resourceVersionMatch=Exact")).Says(
            422,
            "ListOptions.meta.k8s.io \"\" is invalid: [resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided, sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list]");

    [Theory]
    [InlineData("PUT", RequestServer.ConfigMaps)]
    [InlineData("PATCH", RequestServer.ConfigMaps)]
    [InlineData("POST", Missing)]
    [InlineData("POST", "/api/v1/configmaps")]
    [InlineData("DELETE", "/api/v1/configmaps")]
    [InlineData("DELETE", "/apis/apps/v1")]
    public async Task A_path_has_its_verbs_and_no_others(string method, string path) =>
        (await server.SendAsync(new HttpMethod(method), path, "{}", RequestServer.MergePatch)).Says(405, "the server does not allow this method on the requested resource");

    [Fact]
    public async Task A_custom_resource_speaks_for_itself()
    {
        var path = await server.ServeAsync("speaks", """{"type":"object"}""", ""","subresources":{"status":{}}""");
        (await server.PostAsync($"{path}/ignored", RequestServer.Custom("Speak", "x", "{}"))).Is(201);

        (await server.PutAsync(path, RequestServer.Custom("Speak", "x", "{}"))).Says(400, "name must be provided");
        (await server.GetAsync($"{path}/x/scale")).Says(404, "speaks.shapes.example.com \"x\" not found");
        (await server.DeleteAsync($"{path}/x/status")).Says(405, "delete is not supported on resources of kind \"speaks.shapes.example.com\"");
        (await server.GetAsync("/apis/shapes.example.com/v1/speaks/x")).Says(404, "404 page not found\n");
        (await server.GetAsync("/apis/shapes.example.com/v1/speaks")).Is(200);
    }

    [Fact]
    public async Task A_replacement_names_its_object() =>
        (await server.PutAsync(Missing, """{"metadata":{}}""")).Says(400, "the name of the object (missing based on URL) was undeterminable: name must be provided");

    [Fact]
    public async Task A_new_object_has_no_version_yet()
    {
        (await server.PostAsync(RequestServer.ConfigMaps, """{"metadata":{"name":"versioned","resourceVersion":"7"}}""")).Says(500, "resourceVersion should not be set on objects to be created");
        (await server.PostAsync($"{RequestServer.ConfigMaps}?dryRun=All", """{"metadata":{"name":"versioned","resourceVersion":"7"}}""")).Is(201);
    }

    [Fact]
    public async Task A_finalizer_has_a_domain_and_a_custom_object_is_only_warned()
    {
        (await server.PostAsync(RequestServer.ConfigMaps, """{"metadata":{"name":"f","finalizers":["a.b/c","bare"]}}"""))
            .Says(422, "ConfigMap \"f\" is invalid: metadata.finalizers[1]: Invalid value: \"bare\": name is neither a standard finalizer name nor is it fully qualified");

        var path = await server.ServeAsync("ends", """{"type":"object"}""");
        var created = await server.PostAsync(path, RequestServer.Custom("End", "x", "{}", ""","finalizers":["bare","with.dot","a.b/c"]"""));
        Assert.Equal(
            [
                "metadata.finalizers: \"bare\": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers",
                "metadata.finalizers: \"with.dot\": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers",
            ],
            created.Is(201).Warnings);
    }
}
