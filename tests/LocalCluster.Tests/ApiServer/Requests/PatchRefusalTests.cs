namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Patches whose result is no object of the kind, and patches of what only the server may write.</summary>
public sealed class PatchRefusalTests(RequestServer server) : IClassFixture<RequestServer>
{
    [Theory]
    [InlineData(RequestServer.MergePatch, """{"data":{"a":1}}""", "json: cannot unmarshal number into Go struct field ConfigMap.data of type string")]
    [InlineData(RequestServer.JsonPatch, """[{"op":"add","path":"/data","value":[]}]""", "json: cannot unmarshal array into Go struct field ConfigMap.data of type map[string]string")]
    [InlineData(RequestServer.MergePatch, """{"kind":"Secret"}""", "converting (v1.Secret) to (core.ConfigMap): unknown conversion")]
    [InlineData(RequestServer.MergePatch, """{"apiVersion":"v7"}""", "no kind \"ConfigMap\" is registered for version \"v7\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"")]
    public async Task A_result_that_cannot_be_read_is_shown_whole(string type, string patch, string why)
    {
        var path = await ConfigMapAsync("whole");

        var refused = (await server.PatchAsync(path, patch, type)).Is(422);

        Assert.StartsWith(" \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith($"}}\": {why}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["FieldValueInvalid patch"], refused.Causes);
        Assert.Null(refused.Body?["details"]?["kind"]);
    }

    [Theory]
    [InlineData("""{"data":{"a":1}}""", "map[data:map[a:1]]", "cannot convert int64 to string")]
    [InlineData("""{"data":"x"}""", "map[data:x]", "cannot restore map from string")]
    public async Task Of_a_strategic_patch_the_patch_is_shown(string patch, string shown, string why)
    {
        var path = await ConfigMapAsync("strategic");

        (await server.PatchAsync(path, patch, RequestServer.StrategicPatch)).Says(422, $" \"\" is invalid: patch: Invalid value: \"{shown}\": {why}");
    }

    [Theory]
    [InlineData(RequestServer.MergePatch, """{"bogus":1}""", "strict decoding error: unknown field \"bogus\"")]
    [InlineData(RequestServer.MergePatch, """{"data":{"a":"1","a":"2"}}""", "strict decoding error: duplicate field \"data.a\"")]
    [InlineData(RequestServer.JsonPatch, """[{"op":"add","op":"add","path":"/data/q","value":"1","what":1}]""", "strict decoding error: json patch duplicate field \"[0].op\", json patch unknown field \"[0].what\"")]
    public async Task Strict_refuses_and_the_default_warns(string type, string patch, string why)
    {
        var path = await ConfigMapAsync("strict");

        var refused = (await server.PatchAsync($"{path}?fieldValidation=Strict", patch, type)).Is(422);
        var warned = (await server.PatchAsync($"{path}?dryRun=All", patch, type)).Is(200);

        Assert.EndsWith($"\": {why}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(why["strict decoding error: ".Length..].Split(", "), warned.Warnings);
    }

    [Theory]
    [InlineData(RequestServer.MergePatch, "\"x\"", "error decoding patch: json: cannot unmarshal string into Go value of type map[string]interface {}")]
    [InlineData(RequestServer.MergePatch, "{", "error decoding patch: unexpected end of JSON input")]
    [InlineData(RequestServer.StrategicPatch, "[]", "json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData(RequestServer.StrategicPatch, "{", "unexpected end of JSON input")]
    public async Task What_is_no_patch_is_a_bad_request(string type, string patch, string why) =>
        (await server.PatchAsync(await ConfigMapAsync("none"), patch, type)).Says(400, why);

    [Fact]
    public async Task The_servers_own_metadata_stays_or_is_refused()
    {
        var path = await ConfigMapAsync("own");
        var before = (await server.GetAsync(path)).Body;

        Json.Same(before!.ToJsonString(), (await server.PatchAsync(path, """{"metadata":{"creationTimestamp":"2020-01-01T00:00:00Z","generation":9}}""")).Is(200).Body);
        Assert.Contains("metadata.deletionTimestamp: Invalid value: \"2020-01-01T00:00:00Z\": field is immutable",
            (await server.PatchAsync(path, """{"metadata":{"deletionTimestamp":"2020-01-01T00:00:00Z"}}""")).Is(422).Message, StringComparison.Ordinal);
        (await server.PatchAsync(path, """{"metadata":{"resourceVersion":"abc"}}""")).Says(500, "strconv.ParseUint: parsing \"abc\": invalid syntax");
        (await server.PatchAsync(path, """{"metadata":{"resourceVersion":"0"}}""")).Is(200);
    }

    [Fact]
    public async Task A_replacement_for_another_uid_meets_the_stores_own_refusal()
    {
        var path = await ConfigMapAsync("uid");
        var uid = (string?)(await server.GetAsync(path)).Body?["metadata"]?["uid"];

        (await server.PutAsync(path, """{"metadata":{"name":"uid","uid":"other"}}""")).Says(409,
            $"Operation cannot be fulfilled on configmaps \"uid\": StorageError: invalid object, Code: 4, Key: /registry/configmaps/default/uid, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: other, UID in object meta: {uid}");
    }

    private async Task<string> ConfigMapAsync(string name)
    {
        await server.PostAsync(RequestServer.ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"},"data":{"a":"0"}}""");
        return $"{RequestServer.ConfigMaps}/{name}";
    }
}
