namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>What a token can be asked for (pkg/registry/core/serviceaccount/storage/token.go, ValidateTokenRequest).</summary>
public sealed class TokenTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Accounts = "/api/v1/namespaces/default/serviceaccounts";

    [Theory]
    [InlineData("599", "may not specify a duration less than 10 minutes")]
    [InlineData("4294967297", "may not specify a duration larger than 2^32 seconds")]
    public async Task A_token_lives_neither_too_short_nor_too_long(string seconds, string why) =>
        (await AskAsync("short", $$"""{"spec":{"expirationSeconds":{{seconds}}} }"""))
            .Says(422, $"TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: {seconds}: {why}");

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","name":"a"}""", 400, "cannot bind token to object of type /v1, Kind=ConfigMap")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Pod","name":"a"}""", 400, "cannot bind token to object of type apps/v1, Kind=Pod")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","name":"gone"}""", 404, "pods \"gone\" not found")]
    [InlineData("""{"apiVersion":"v1","kind":"Secret","name":"gone"}""", 404, "secrets \"gone\" not found")]
    [InlineData("""{"apiVersion":"v1","kind":"Node","name":"gone"}""", 404, "nodes \"gone\" not found")]
    public async Task A_token_is_bound_to_what_is_there(string bound, int status, string message) =>
        (await AskAsync("bound", $$"""{"spec":{"boundObjectRef":{{bound}}} }""")).Says(status, message);

    [Fact]
    public async Task A_token_is_bound_to_the_object_that_was_meant()
    {
        var secret = (await server.PostAsync("/api/v1/namespaces/default/secrets", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"mine"} }""")).Is(201);
        var uid = (string?)secret.Body!["metadata"]!["uid"];

        (await AskAsync("meant", Bound(uid!))).Is(201);
        var refused = await AskAsync("meant", Bound("another"));

        refused.Says(409, "Operation cannot be fulfilled on Secret \"mine\": the UID in the bound object reference (another) does not match the UID in record. The object might have been deleted and then recreated");
        static string Bound(string uid) => $$"""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Secret","name":"mine","uid":"{{uid}}"} } }""";
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"you"} }""", 422, "TokenRequest.authentication.k8s.io \"named\" is invalid: metadata.name: Invalid value: \"you\": must match the service account name if specified")]
    [InlineData("""{"metadata":{"namespace":"there"} }""", 400, "the namespace of the provided object does not match the namespace sent on the request")]
    public async Task A_request_names_the_account_that_it_is_sent_to(string body, int status, string why) => (await AskAsync("named", body)).Says(status, why);

    private async Task<Answer> AskAsync(string account, string body)
    {
        _ = await server.PostAsync(Accounts, $$"""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"{{account}}"} }""");
        return await server.PostAsync($"{Accounts}/{account}/token", body);
    }
}
