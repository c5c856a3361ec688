using System.Text.Json;
using Operator.Api.Strategies;

namespace Operator.Observe.Measuring;

/// <summary>A number in a JSON document that a server answers with.</summary>
internal sealed class HttpMetric(MetricServer server, BearerTokens tokens)
{
    public async Task<MetricReading> ReadAsync(Observed observed, HttpProvider provider, CancellationToken cancellationToken)
    {
        var url = MetricTemplate.Fill(provider.Url, observed);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) throw new MetricException("url is no address: write one such as http://metrics.monitoring/errors?app={{name}}");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var (status, body) = await server.AskAsync(request, await tokens.FindAsync(observed, provider.TokenSecretRef, cancellationToken), provider.TimeoutSeconds, cancellationToken);
        if (status is < 200 or > 299) throw new MetricException($"{address.Authority} answered with {status}");
        try
        {
            using var document = JsonDocument.Parse(body);
            return new MetricReading.Number(JsonPath.Number(document.RootElement, provider.JsonPath));
        }
        catch (JsonException)
        {
            throw new MetricException($"{address.Authority} answered with something that is no JSON");
        }
    }
}
