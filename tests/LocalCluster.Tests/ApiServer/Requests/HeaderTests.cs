namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>What headers and queries say besides the path.</summary>
public sealed class HeaderTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Review = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    private const string Body = """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""";
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";

    [Fact]
    public async Task Whoever_acts_for_somebody_brings_along_what_else_is_said_of_them()
    {
        var answer = (await server.SendAsync(HttpMethod.Post, Review, Body, headers: [("Impersonate-User", "ada"), ("Impersonate-Extra-Example.com%2fScopes", "view")])).Is(201);

        Json.Same("""{"username":"ada","groups":["system:authenticated"],"extra":{"example.com/scopes":["view"]}}""", answer.Body!["status"]!["userInfo"]);
    }

    [Fact]
    public async Task What_else_is_said_of_somebody_needs_their_name() =>
        Assert.Equal(500, (await server.SendAsync(HttpMethod.Post, Review, Body, headers: [("Impersonate-Extra-Scopes", "view")])).Status);

    [Fact]
    public async Task A_table_has_one_of_three_kinds_of_objects() =>
        (await server.SendAsync(HttpMethod.Get, $"{RequestServer.ConfigMaps}?includeObject=Foo", headers: [("Accept", Table)]))
            .Says(400, "Unable to convert to Table as requested: includeObject: Invalid value: \"Foo\": must be 'Metadata', 'Object', 'None', or empty");
}
