namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Definitions that the server refuses, warns of, or takes.</summary>
public sealed class DefinitionTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Label = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
    private const string Object = """{"type":"object"}""";

    [Fact]
    public async Task Names_are_labels_all_of_them()
    {
        (await CreateAsync(RequestServer.Definition("names", Object, more: ""","conversion":{"strategy":"None"}""").Replace("\"kind\":\"Name\"", "\"kind\":\"Name\",\"categories\":[\"all\",\"A_\"],\"shortNames\":[\"9\"]", StringComparison.Ordinal)))
            .Says(422, $"CustomResourceDefinition.apiextensions.k8s.io \"names.shapes.example.com\" is invalid: [spec.names.shortNames[0]: Invalid value: \"9\": {Label}, spec.names.categories[1]: Invalid value: \"A_\": {Label}]");
    }

    [Fact]
    public async Task Without_a_kind_none_of_its_names_can_be_made_up()
    {
        var refused = await CreateAsync(RequestServer.Definition("nokinds", Object).Replace("\"kind\":\"Nokind\"", "\"kind\":\"\"", StringComparison.Ordinal));

        Assert.Equal(["FieldValueRequired spec.names.singular", "FieldValueRequired spec.names.kind", "FieldValueRequired spec.names.listKind"], refused.Is(422).Causes);
    }

    [Fact]
    public async Task Exactly_one_version_is_stored_and_the_versions_are_shown_as_the_server_holds_them()
    {
        var text = RequestServer.Definition("doubles", Object);
        var version = text[(text.IndexOf("\"versions\":[", StringComparison.Ordinal) + "\"versions\":[".Length)..text.LastIndexOf(']')];
        const string Shown = "\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":null,\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null}";

        (await CreateAsync(text.Replace(version, $"{version},{version.Replace("\"v1\"", "\"v2\"", StringComparison.Ordinal)}", StringComparison.Ordinal)))
            .Says(422, $"CustomResourceDefinition.apiextensions.k8s.io \"doubles.shapes.example.com\" is invalid: spec.versions: Invalid value: [{{\"Name\":\"v1\",\"Served\":true,\"Storage\":true,{Shown},{{\"Name\":\"v2\",\"Served\":true,\"Storage\":true,{Shown}]: must have exactly one version marked as storage version");
    }

    [Fact]
    public async Task A_version_that_nobody_stores_leaves_no_stored_version()
    {
        var refused = await CreateAsync(RequestServer.Definition("nostores", Object).Replace("\"storage\":true", "\"storage\":false", StringComparison.Ordinal));

        Assert.Equal(["FieldValueInvalid spec.versions", "FieldValueInvalid status.storedVersions"], refused.Is(422).Causes);
    }

    [Theory]
    [InlineData(""","deprecationWarning":"old" """, "can only be set for deprecated versions", "old")]
    [InlineData(""","deprecated":true,"deprecationWarning":"" """, "must not be an empty string", "")]
    public async Task A_deprecation_has_words_that_can_be_said(string version, string why, string shown) =>
        (await CreateAsync(RequestServer.Definition("olds", Object, moreOfTheVersion: version)))
            .Says(422, $"CustomResourceDefinition.apiextensions.k8s.io \"olds.shapes.example.com\" is invalid: spec.versions[0].deprecationWarning: Invalid value: \"{shown}\": {why}");

    [Theory]
    [InlineData("""{"strategy":"Foo"}""", "FieldValueNotSupported spec.conversion.strategy")]
    [InlineData("""{"strategy":"Webhook"}""", "FieldValueRequired spec.conversion.webhookClientConfig;FieldValueRequired spec.conversion.conversionReviewVersions")]
    [InlineData("""{"strategy":"None","webhook":{"conversionReviewVersions":["v1"]}}""", "FieldValueForbidden spec.conversion.conversionReviewVersions")]
    public async Task A_conversion_is_none_or_a_webhook(string conversion, string causes) =>
        Assert.Equal(causes.Split(';'), (await CreateAsync(RequestServer.Definition("converts", Object, more: $",\"conversion\":{conversion}"))).Is(422).Causes);

    [Fact]
    public async Task Groups_of_the_community_need_an_approval()
    {
        const string Annotation = "metadata.annotations[api-approved.kubernetes.io]";
        var definition = RequestServer.Definition("approved", Object, "tests.k8s.io");

        Assert.Equal([$"FieldValueRequired {Annotation}"], (await CreateAsync(definition)).Is(422).Causes);
        Assert.Equal([$"FieldValueInvalid {Annotation}"], (await CreateAsync(Annotated("me"))).Is(422).Causes);
        (await CreateAsync(Annotated("unapproved, experimental"))).Is(201);

        string Annotated(string said) => definition.Replace(
            "\"metadata\":{", $"\"metadata\":{{\"annotations\":{{\"api-approved.kubernetes.io\":\"{said}\"}},", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scale_columns_and_selectable_fields_are_told_where_they_stand_for_all_versions()
    {
        var refused = await CreateAsync(RequestServer.Definition("parts", """{"type":"object","properties":{"a":{"type":"string"},"l":{"type":"array","items":{"type":"string"}}}}""", moreOfTheVersion:
            ""","subresources":{"scale":{"specReplicasPath":"spec.n","statusReplicasPath":".spec.n","labelSelectorPath":".x.y"}},"additionalPrinterColumns":[{"name":"A","type":"text","jsonPath":"spec.a"}],"selectableFields":[{"jsonPath":".spec.a"},{"jsonPath":".spec.a"},{"jsonPath":".spec.z"},{"jsonPath":".spec.l"},{"jsonPath":"spec"},{"jsonPath":".spec.l[0]"}]"""));

        Assert.Equal(
            [
                "FieldValueInvalid spec.subresources.scale.specReplicasPath", "FieldValueInvalid spec.subresources.scale.statusReplicasPath",
                "FieldValueInvalid spec.subresources.scale.labelSelectorPath", "FieldValueInvalid spec.additionalPrinterColumns[0].type",
                "FieldValueInvalid spec.additionalPrinterColumns[0].JSONPath", "FieldValueDuplicate spec.selectableFields[1].jsonPath",
                "FieldValueInvalid spec.selectableFields[2].jsonPath", "FieldValueInvalid spec.selectableFields[3].jsonPath",
                "FieldValueInvalid spec.selectableFields[4].jsonPath", "FieldValueInvalid spec.selectableFields[5].jsonPath",
            ],
            refused.Is(422).Causes);
        Assert.Contains("should be a json path under either .spec or .status", refused.Message, StringComparison.Ordinal);
        Assert.Contains("is an invalid path: does not refer to a valid field", refused.Message, StringComparison.Ordinal);
        Assert.Contains("is an invalid path: array notation is not allowed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_format_is_warned_of_once_and_not_again_on_an_update()
    {
        var created = await CreateAsync(RequestServer.Definition("formats", """{"type":"object","properties":{"a":{"type":"string","format":"phone"},"b":{"type":"integer","format":"phone"}}}"""));
        var changed = await server.PatchAsync($"{RequestServer.Definitions}/formats.shapes.example.com", """{"metadata":{"labels":{"a":"b"}}}""");

        Assert.Equal(["unrecognized format \"phone\""], created.Is(201).Warnings);
        Assert.Empty(changed.Is(200).Warnings);
    }

    [Fact]
    public async Task What_would_orphan_objects_cannot_change()
    {
        (await CreateAsync(RequestServer.Definition("fixeds", Object))).Is(201);

        var refused = await server.PatchAsync($"{RequestServer.Definitions}/fixeds.shapes.example.com", """{"spec":{"scope":"Cluster","names":{"kind":"Other"}}}""");

        Assert.Equal(["FieldValueInvalid spec.scope", "FieldValueInvalid spec.names.kind"], refused.Is(422).Causes);
    }

    [Fact]
    public async Task Names_that_are_taken_are_told_and_given_when_they_are_free_again()
    {
        const string Names = "\"shortNames\":[\"fst\",\"own\"],\"kind\":";
        (await CreateAsync(RequestServer.Definition("firsts", Object, "names.example.com").Replace("\"kind\":\"First\"", Names + "\"First\"", StringComparison.Ordinal))).Is(201);
        (await CreateAsync(RequestServer.Definition("seconds", Object, "names.example.com").Replace("\"kind\":\"Second\"", Names + "\"First\"", StringComparison.Ordinal))).Is(201);

        Assert.Equal("ListKindConflict: \"FirstList\" is already in use", await AcceptanceAsync());
        Assert.Equal(404, (await server.GetAsync("/apis/names.example.com/v1/namespaces/default/seconds")).Status);

        (await server.DeleteAsync($"{RequestServer.Definitions}/firsts.names.example.com")).Is(200);
        Assert.Equal("NoConflicts: no conflicts found", await AcceptanceAsync());
        (await server.GetAsync("/apis/names.example.com/v1/namespaces/default/seconds")).Is(200);

        async Task<string> AcceptanceAsync()
        {
            var conditions = (await server.GetAsync($"{RequestServer.Definitions}/seconds.names.example.com")).Is(200).Body!["status"]!["conditions"]!.AsArray();
            var accepted = conditions.Single(one => (string?)one?["type"] == "NamesAccepted");
            return $"{accepted!["reason"]}: {accepted["message"]}";
        }
    }

    [Fact]
    public async Task With_a_status_subresource_the_root_says_nothing_of_the_status()
    {
        var refused = await CreateAsync(RequestServer.Definition("roots", Object, moreOfTheVersion: ""","subresources":{"status":{}}""").Replace(
            "\"openAPIV3Schema\":{\"type\":\"object\"", "\"openAPIV3Schema\":{\"type\":\"object\",\"maxProperties\":3", StringComparison.Ordinal));

        Assert.Equal(["FieldValueInvalid spec.validation.openAPIV3Schema"], refused.Is(422).Causes);
    }

    /// <summary>apiextensions-apiserver, pkg/controller/finalizer.</summary>
    [Fact]
    public async Task A_definition_waits_for_its_objects_and_says_so()
    {
        var path = await server.ServeAsync("waiters", Object);
        (await server.PostAsync(path, RequestServer.Custom("Waiter", "held", "{}", ""","finalizers":["example.com/hold"]"""))).Is(201);
        const string Definition = $"{RequestServer.Definitions}/waiters.shapes.example.com";

        (await server.DeleteAsync(Definition)).Is(200);
        Assert.Contains("Terminating True InstanceDeletionInProgress: CustomResource deletion is in progress", await ConditionsAsync(Definition));

        (await server.PatchAsync($"{path}/held", """{"metadata":{"finalizers":null} }""")).Is(200);
        (await server.GetAsync(Definition)).Is(404);
    }

    /// <summary>apiextensions-apiserver, pkg/controller/apiapproval.</summary>
    [Theory]
    [InlineData("yeses", "https://github.com/kubernetes/kubernetes/pull/1", "True ApprovedAnnotation: approved in https://github.com/kubernetes/kubernetes/pull/1")]
    [InlineData("noes", "unapproved, for \\\"tests\\\"", "False UnapprovedAnnotation: not approved: \"unapproved, for \\\"tests\\\"\"")]
    public async Task A_group_of_the_community_tells_of_its_approval(string plural, string approval, string condition)
    {
        var text = RequestServer.Definition(plural, Object, "tests.k8s.io").Replace(
            "\"metadata\":{", "\"metadata\":{\"annotations\":{\"api-approved.kubernetes.io\":\"" + approval + "\"},", StringComparison.Ordinal);

        (await CreateAsync(text)).Is(201);

        Assert.Contains($"KubernetesAPIApprovalPolicyConformant {condition}", await ConditionsAsync($"{RequestServer.Definitions}/{plural}.tests.k8s.io"));
    }

    private async Task<IEnumerable<string>> ConditionsAsync(string definition) =>
        from condition in (await server.GetAsync(definition)).Is(200).Body!["status"]!["conditions"]!.AsArray()
        select $"{condition["type"]} {condition["status"]} {condition["reason"]}: {condition["message"]}";

    private Task<Answer> CreateAsync(string definition) => server.PostAsync(RequestServer.Definitions, definition);
}
