using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Operator.Api;
using Operator.Api.Strategies;
using Operator.Observe;
using Operator.Observe.Measuring;
using Operator.Tests.Cases;

namespace Operator.Tests.Observe.Measuring;

/// <summary>The providers that ask a server, against one that listens.</summary>
public sealed class MetricServerTests : IDisposable
{
    private const string Token = "s3cr3t-t0k3n";

    private static readonly Observed App = Rolling(Case.Read("an_app_with_all_pods_ready_is_healthy").Observed);

    private readonly MetricHost _host = MetricHost.Start();
    private readonly MetricServer _server = new(TimeProvider.System);
    private readonly ScriptedServer _cluster = new((request, _) => request.RequestUri!.AbsolutePath switch
    {
        "/api/v1/namespaces/default/secrets/metrics" => ScriptedServer.Json(HttpStatusCode.OK, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "metrics", ["namespace"] = "default" },
            ["data"] = new JsonObject { ["token"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Token + "\n")), ["two"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Token}\nX-Evil: 1")) },
        }),
        "/api/v1/namespaces/default/secrets/hidden" => ScriptedServer.Refusal(HttpStatusCode.Forbidden, "Forbidden", "secrets \"hidden\" is forbidden"),
        _ => ScriptedServer.Refusal(HttpStatusCode.NotFound, "NotFound", "not found"),
    });

    public void Dispose()
    {
        _host.Dispose();
        _server.Dispose();
        _cluster.Dispose();
    }

    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1700000000.1,"0.25"]}]}}""", 0.25)]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[1700000000.1,"3"]}}""", 3)]
    public async Task A_query_of_one_number_gives_it(string answer, double value)
    {
        _host.Answer = (200, answer);

        Assert.Equal(new MetricReading.Number(value), await QueryAsync("up"));
    }

    [Theory]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector","result":[]}}""", "the query gives nothing: no series matches it, or not yet")]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"1"]},{"value":[1,"2"]}]}}""", "the query gives 2 series and has to give one: wrap it in sum(…) or select more narrowly")]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"NaN"]}]}}""", "the query gives NaN: mostly a division by zero, because there was no request")]
    [InlineData(200, """{"status":"success","data":{"resultType":"scalar","result":[1,"+Inf"]}}""", "the query gives infinity: mostly a division by zero")]
    [InlineData(200, """{"status":"success","data":{"resultType":"matrix","result":[]}}""", "the query gives a matrix and has to give one number: leave out the range at its end")]
    [InlineData(400, """{"status":"error","errorType":"bad_data","error":"invalid parameter \"query\": 1:4: parse error: unexpected end of input."}""", "answered with 400: invalid parameter \"query\": 1:4: parse error: unexpected end of input")]
    [InlineData(502, "<html>Bad gateway</html>", "answered with 502 and not as a Prometheus server does")]
    [InlineData(200, "[]", "answered with 200 and not as a Prometheus server does")]
    public async Task Any_other_answer_is_an_error_with_a_sentence(int status, string answer, string words)
    {
        _host.Answer = (status, answer);

        Assert.EndsWith(words, (await Assert.ThrowsAsync<MetricException>(() => QueryAsync("up"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_the_rollout_are_put_into_the_query_and_the_token_goes_with_it()
    {
        _host.Answer = (200, """{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}""");

        await QueryAsync("up{app=\"{{name}}\",ns=\"{{ namespace }}\",new=\"{{revision}}\",old=\"{{stableRevision}}\"}", new KeyReference { Name = "metrics", Key = "token" });

        var (path, authorization, body) = Assert.Single(_host.Requests);
        Assert.Equal(("/api/v1/query", $"Bearer {Token}", "query=up{app=\"app\",ns=\"default\",new=\"app-2\",old=\"app-1\"}"), (path, authorization, body));
    }

    [Theory]
    [InlineData("missing", "token", "Secret missing with key token, for the token, is not in namespace default")]
    [InlineData("metrics", "other", "Secret metrics with key other, for the token, is not in namespace default")]
    [InlineData("metrics", "two", "key two of Secret metrics holds no token: write one line of letters without spaces")]
    [InlineData("hidden", "token", "the operator may not read Secret hidden: grant it get on secrets, as config/rbac/role.yaml does")]
    public async Task A_token_that_cannot_be_had_is_named_and_never_told(string secret, string key, string words)
    {
        var message = (await Assert.ThrowsAsync<MetricException>(() => QueryAsync("up", new KeyReference { Name = secret, Key = key }))).Message;

        Assert.Equal(words, message);
        Assert.DoesNotContain(Token, message, StringComparison.Ordinal);
        Assert.Empty(_host.Requests);
    }

    [Fact]
    public async Task A_number_is_found_in_a_document()
    {
        _host.Answer = (200, """{"data":{"items":[{"rate":0.5}]}}""");

        Assert.Equal(new MetricReading.Number(0.5), await GetAsync("/errors?app={{name}}", "{.data.items[0].rate}"));
        Assert.Equal("/errors?app=app", Assert.Single(_host.Requests).Path);
    }

    [Theory]
    [InlineData(200, "nonsense", "answered with something that is no JSON")]
    [InlineData(404, "{}", "answered with 404")]
    [InlineData(302, "{}", "answered with 302")]
    public async Task A_document_that_is_none_is_an_error(int status, string body, string words)
    {
        _host.Answer = (status, body);

        Assert.EndsWith(words, (await Assert.ThrowsAsync<MetricException>(() => GetAsync("/", null))).Message, StringComparison.Ordinal);
        Assert.Single(_host.Requests);
    }

    [Fact]
    public async Task An_answer_of_more_than_a_mebibyte_is_not_read()
    {
        _host.Answer = (200, new string(' ', 1024 * 1024) + "1");

        Assert.Contains("cannot be asked", (await Assert.ThrowsAsync<MetricException>(() => GetAsync("/", null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_after_the_timeout()
    {
        _host.Answer = null;

        Assert.Equal($"{_host.Address[7..]} gave no answer within 1 s", (await Assert.ThrowsAsync<MetricException>(() => GetAsync("/", null))).Message);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        _host.Dispose();

        Assert.StartsWith($"{_host.Address[7..]} cannot be asked: ", (await Assert.ThrowsAsync<MetricException>(() => GetAsync("/", null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_stands_for_nothing_is_told_with_those_that_do() =>
        Assert.Equal(
            "{{color}} stands for nothing: write {{name}}, {{namespace}}, {{revision}} or {{stableRevision}}",
            Assert.Throws<MetricException>(() => MetricTemplate.Fill("http://x/{{color}}", App)).Message);

    private Task<MetricReading> QueryAsync(string query, KeyReference? token = null) =>
        new PrometheusMetric(_server, new BearerTokens(_cluster.Client)).ReadAsync(App, new PrometheusProvider { Address = _host.Address + "/", Query = query, TokenSecretRef = token }, default);

    private Task<MetricReading> GetAsync(string path, string? jsonPath) =>
        new HttpMetric(_server, new BearerTokens(_cluster.Client)).ReadAsync(App, new HttpProvider { Url = _host.Address + path, JsonPath = jsonPath, TimeoutSeconds = 1 }, default);

    private static Observed Rolling(Observed observed) => observed with
    {
        App = observed.App with { Status = new CounterAppStatus { StableRevision = "app-1", Rollout = new RolloutStatus { Revision = "app-2" } } },
    };
}
