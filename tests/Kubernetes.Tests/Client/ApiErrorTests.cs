using System.IO.Compression;
using System.Net;
using System.Text;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;

namespace Kubernetes.Tests.Client;

/// <summary>A refusal is typed, whoever between us and the server it came from.</summary>
public sealed class ApiErrorTests
{
    public static TheoryData<int, string, string> Kinds => new()
    {
        { 404, "NotFound", nameof(ApiException.IsNotFound) },
        { 409, "Conflict", nameof(ApiException.IsConflict) },
        { 409, "AlreadyExists", nameof(ApiException.IsAlreadyExists) },
        { 422, "Invalid", nameof(ApiException.IsInvalid) },
        { 400, "BadRequest", nameof(ApiException.IsBadRequest) },
        { 410, "Expired", nameof(ApiException.IsExpired) },
        { 410, "Gone", nameof(ApiException.IsExpired) },
        { 429, "TooManyRequests", nameof(ApiException.IsTooManyRequests) },
        { 403, "Forbidden", nameof(ApiException.IsForbidden) },
        { 401, "Unauthorized", nameof(ApiException.IsUnauthorized) },
        { 504, "Timeout", nameof(ApiException.IsTimeout) },
        { 500, "ServerTimeout", nameof(ApiException.IsTimeout) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_status_is_known_by_its_property_and_by_no_other(int code, string reason, string property)
    {
        var refused = await RefusedAsync(() => ScriptedServer.Failure((HttpStatusCode)code, reason, "the words"));

        var properties = typeof(ApiException).GetProperties().Where(one => one.Name.StartsWith("Is", StringComparison.Ordinal));
        Assert.Equal([property], properties.Where(one => (bool)one.GetValue(refused)!).Select(one => one.Name));
        Assert.Equal((HttpStatusCode)code, refused.StatusCode);
        Assert.Equal(reason, refused.Reason);
        Assert.Equal($"GET /api/v1/namespaces/x/configmaps/a: {code}: the words", refused.Message);
    }

    [Fact]
    public async Task Causes_and_the_time_to_wait_come_along()
    {
        const string body = """
            {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Invalid","message":"no","code":422,
             "details":{"name":"a","kind":"ConfigMap","retryAfterSeconds":3,"causes":[{"reason":"FieldValueInvalid","message":"too long","field":"metadata.name"}]}}
            """;
        var refused = await RefusedAsync(() => ScriptedServer.Json(body, HttpStatusCode.UnprocessableEntity));

        Assert.Equal(new StatusCause { Reason = "FieldValueInvalid", Message = "too long", Field = "metadata.name" }, Assert.Single(refused.Status!.Details!.Causes!));
        Assert.Equal(TimeSpan.FromSeconds(3), refused.RetryAfter);
    }

    [Fact]
    public async Task A_410_without_a_word_means_too_old_as_well() =>
        Assert.True((await RefusedAsync(() => new HttpResponseMessage(HttpStatusCode.Gone))).IsExpired);

    [Fact]
    public async Task A_version_from_the_future_is_recognised()
    {
        const string body = """{"kind":"Status","status":"Failure","reason":"Timeout","code":504,"details":{"causes":[{"reason":"ResourceVersionTooLarge"}]}}""";

        Assert.True((await RefusedAsync(() => ScriptedServer.Json(body, HttpStatusCode.GatewayTimeout))).IsResourceVersionTooLarge);
    }

    [Theory]
    [InlineData("<html><body>502 Bad Gateway</body></html>", "text/html")]
    [InlineData("upstream connect error", "text/plain")]
    [InlineData("{\"error\":\"nope\"}", "application/json")]
    [InlineData("[1]", "application/json")]
    [InlineData("\"text\"", "application/json")]
    [InlineData("{\"kind\":3}", "application/json")]
    [InlineData("{", "application/json")]
    public async Task What_something_in_between_says_is_shown_as_it_is(string body, string type)
    {
        var refused = await RefusedAsync(() => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent(body, Encoding.UTF8, type) });

        Assert.Null(refused.Status);
        Assert.Equal("Unknown", refused.Reason);
        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        Assert.EndsWith(body, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_body_leaves_the_words_of_HTTP()
    {
        Assert.EndsWith("503: Service Unavailable", (await RefusedAsync(() => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_page_is_cut_and_bytes_that_are_no_text_do_not_hurt()
    {
        var bytes = Enumerable.Repeat((byte)0xFF, 100_000).ToArray();
        var refused = await RefusedAsync(() => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new ByteArrayContent(bytes) });

        Assert.True(refused.Message.Length < 1200, $"{refused.Message.Length} characters");
    }

    [Fact]
    public async Task A_compressed_refusal_is_unpacked()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write("""{"kind":"Status","status":"Failure","reason":"Forbidden","message":"not you","code":403}"""u8);
        var refused = await RefusedAsync(() =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new ByteArrayContent(packed.ToArray()) };
            answer.Content.Headers.ContentEncoding.Add("gzip");
            return answer;
        });

        Assert.True(refused.IsForbidden);
        Assert.EndsWith("not you", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>login</html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"metadata\":{\"name\":7}}")]
    public async Task A_success_that_is_no_object_is_an_error_that_says_so(string body)
    {
        var server = new ScriptedServer((_, _) => ScriptedServer.Json(body));
        var refused = await Assert.ThrowsAsync<ApiException>(() => server.Client().GetAsync<ConfigMap>(new ObjectKey("x", "a"), CancellationToken.None));

        Assert.Contains("the answer is not a ConfigMap", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_an_error_and_not_followed()
    {
        var refused = await RefusedAsync(() => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("https://elsewhere/") } });

        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_can_be_asked_for_without_an_exception()
    {
        var server = new ScriptedServer((_, _) => null);

        Assert.Null(await server.Client().FindAsync<ConfigMap>(new ObjectKey("x", "a"), CancellationToken.None));
    }

    private static Task<ApiException> RefusedAsync(Func<HttpResponseMessage> answer)
    {
        var server = new ScriptedServer((_, _) => answer());
        return Assert.ThrowsAsync<ApiException>(() => server.Client().GetAsync<ConfigMap>(new ObjectKey("x", "a"), CancellationToken.None));
    }
}
