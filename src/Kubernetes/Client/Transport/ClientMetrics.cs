using System.Diagnostics.Metrics;
using System.Globalization;

namespace Kubernetes.Client.Transport;

/// <summary>
/// The client's metrics, under client-go's names and with its labels so that existing dashboards read them; <c>verb</c> and <c>resource</c> of the
/// request are ours on top.
/// </summary>
internal static class ClientMetrics
{
    private static readonly Meter Meter = new("Kubernetes.Client");

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "rest_client_requests_total", description: "Number of HTTP requests, partitioned by status code, method, host, verb and resource.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "rest_client_request_duration_seconds", "s", "Request latency in seconds, by verb, host and resource.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60] });

    private static readonly Histogram<long> RequestSize = Meter.CreateHistogram(
        "rest_client_request_size_bytes", "By", "Request size in bytes, by verb and host.", null, Sizes());

    private static readonly Histogram<long> ResponseSize = Meter.CreateHistogram(
        "rest_client_response_size_bytes", "By", "Response size in bytes as it came over the network, by verb and host.", null, Sizes());

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "rest_client_request_retries_total", description: "Number of request retries, by status code, verb, and host.");

    private static readonly UpDownCounter<long> InFlight = Meter.CreateUpDownCounter<long>(
        "rest_client_requests_in_flight", description: "Number of requests sent and not answered yet, by verb and host.");

    public static Exchange Start(KubeRequest request, Uri server, TimeProvider time) => new(request, server, time);

    public static void Retried(KubeRequest request, Uri server, Exception error) =>
        Retries.Add(1, new("code", error is ApiException e ? Code((int)e.StatusCode) : "<error>"), new("verb", request.Method.Method), new("host", server.Authority));

    private static string Code(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static InstrumentAdvice<long> Sizes() => new()
    {
        HistogramBucketBoundaries = [64, 256, 512, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216],
    };

    /// <summary>Measures one exchange from sending to the first byte of the answer, or to the failure.</summary>
    internal sealed class Exchange : IDisposable
    {
        private readonly KubeRequest _request;
        private readonly TimeProvider _time;
        private readonly KeyValuePair<string, object?> _verb;
        private readonly KeyValuePair<string, object?> _host;
        private readonly long _begun;
        private string _code = "<error>";

        public Exchange(KubeRequest request, Uri server, TimeProvider time)
        {
            (_request, _time, _begun) = (request, time, time.GetTimestamp());
            (_verb, _host) = (new("verb", request.Method.Method), new("host", server.Authority));
            InFlight.Add(1, _verb, _host);
        }

        public TimeSpan Elapsed => _time.GetElapsedTime(_begun);

        /// <summary>The answer has begun; its bytes are counted as they are read.</summary>
        public async Task AnsweredAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        {
            _code = Code((int)response.StatusCode);
            var counted = new StreamContent(new CountedStream(await response.Content.ReadAsStreamAsync(cancellationToken), length => ResponseSize.Record(length, _verb, _host)));
            foreach (var (name, values) in response.Content.Headers) counted.Headers.TryAddWithoutValidation(name, values);
            response.Content = counted;
        }

        public void Dispose()
        {
            InFlight.Add(-1, _verb, _host);
            Requests.Add(1, new("code", _code), new("method", _request.Method.Method), _host, new("verb", _request.Verb), new("resource", _request.Resource));
            if (!_request.Body.IsEmpty) RequestSize.Record(_request.Body.Length, _verb, _host);
            Duration.Record(Elapsed.TotalSeconds, _verb, _host, new("resource", _request.Resource));
        }
    }
}
