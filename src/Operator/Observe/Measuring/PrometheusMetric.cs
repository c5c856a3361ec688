using System.Text.Json;
using Operator.Api.Strategies;

namespace Operator.Observe.Measuring;

/// <summary>The answer of a Prometheus server to an instant query that gives one number (HTTP API, <c>/api/v1/query</c>).</summary>
internal sealed class PrometheusMetric(MetricServer server, BearerTokens tokens)
{
    private const int LongestWords = 200;

    public async Task<MetricReading> ReadAsync(Observed observed, PrometheusProvider provider, CancellationToken cancellationToken)
    {
        var address = $"{MetricTemplate.Fill(provider.Address, observed).TrimEnd('/')}/api/v1/query";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url)) throw new MetricException("address is no address: write one such as http://prometheus.monitoring:9090");
        using var query = new FormUrlEncodedContent([new("query", MetricTemplate.Fill(provider.Query, observed))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = query };
        var (status, body) = await server.AskAsync(request, await tokens.FindAsync(observed, provider.TokenSecretRef, cancellationToken), provider.TimeoutSeconds, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, status, url.Authority);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new MetricException($"{url.Authority} answered with {status} and not as a Prometheus server does");
        }
    }

    private static MetricReading.Number Read(JsonElement answer, int status, string server)
    {
        if (answer.GetProperty("status").GetString() != "success") throw new MetricException($"{server} answered with {status}: {Shorten(answer.GetProperty("error").GetString() ?? "")}");
        var data = answer.GetProperty("data");
        var (kind, result) = (data.GetProperty("resultType").GetString(), data.GetProperty("result"));
        return kind switch
        {
            "scalar" => Number(result),
            "vector" when result.GetArrayLength() == 1 => Number(result[0].GetProperty("value")),
            "vector" when result.GetArrayLength() == 0 => throw new MetricException("the query gives nothing: no series matches it, or not yet"),
            "vector" => throw new MetricException($"the query gives {result.GetArrayLength()} series and has to give one: wrap it in sum(…) or select more narrowly"),
            _ => throw new MetricException($"the query gives a {kind} and has to give one number: leave out the range at its end"),
        };
    }

    /// <summary>A pair of time and text.</summary>
    private static MetricReading.Number Number(JsonElement sample) => sample[1].GetString() switch
    {
        "NaN" => throw new MetricException("the query gives NaN: mostly a division by zero, because there was no request"),
        "+Inf" or "-Inf" => throw new MetricException("the query gives infinity: mostly a division by zero"),
        _ => new MetricReading.Number(JsonPath.Number(sample[1], null)),
    };

    private static string Shorten(string words) => words.Length <= LongestWords ? words.TrimEnd('.') : $"{words[..LongestWords]}…";
}
