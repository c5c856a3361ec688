using System.Globalization;

namespace Operator.Observe.Measuring;

/// <summary>What a pod says of itself at <c>/metrics</c>, in Prometheus' text format; only what analyses use.</summary>
/// <param name="StartedAt">When the process began, in seconds since 1970: what tells it from its successor.</param>
/// <param name="Visits">Visits on the pod's volume; null when it does not say.</param>
/// <param name="Requests">Requests since the process began; null when it counts none.</param>
internal sealed record PodScrape(double StartedAt, long? Visits, RequestCounts? Requests)
{
    private const string RequestsName = "http_requests_total";
    private const string BucketsName = "http_request_duration_seconds_bucket";

    public static PodScrape Parse(string text)
    {
        var samples = text.Split('\n').Select(Sample).OfType<(string Name, string Labels, double Value)>().ToList();
        var byCode = samples.Where(sample => sample.Name == RequestsName).ToList();
        var isCounting = text.Contains($"# TYPE {RequestsName} ", StringComparison.Ordinal) || byCode.Count > 0;
        var buckets = samples.Where(sample => sample.Name == BucketsName).GroupBy(sample => Bound(sample.Labels), sample => (long)sample.Value);
        var requests = new RequestCounts(
            byCode.Sum(sample => (long)sample.Value),
            byCode.Where(sample => Label(sample.Labels, "code").StartsWith('5')).Sum(sample => (long)sample.Value),
            buckets.ToDictionary(bucket => bucket.Key, bucket => bucket.Sum()));
        return new PodScrape(First(samples, "process_start_time_seconds") ?? 0, (long?)First(samples, "counterapp_visits_total"), isCounting ? requests : null);
    }

    /// <summary>What came since <paramref name="before"/>. A process that has begun since then begins anew: all that it has counted is new.</summary>
    public RequestCounts Since(PodScrape before) => Math.Abs(StartedAt - before.StartedAt) < 0.0005 ? Requests! - before.Requests! : Requests!;

    private static double? First(IEnumerable<(string Name, string Labels, double Value)> samples, string name) =>
        samples.Where(sample => sample.Name == name).Select(sample => (double?)sample.Value).FirstOrDefault();

    private static (string Name, string Labels, double Value)? Sample(string line)
    {
        if (line.StartsWith('#') || line.LastIndexOf('}') is var brace && line.IndexOf(' ', brace + 1) is not (> 0 and var gap)) return null;
        var open = brace < 0 ? gap : line.IndexOf('{', StringComparison.Ordinal);
        var number = line[(gap + 1)..].Split(' ', 2)[0];
        return Number(number) is { } value ? (line[..open].Trim(), brace < 0 ? "" : line[(open + 1)..brace], value) : null;
    }

    private static double Bound(string labels) => Number(Label(labels, "le")) ?? double.PositiveInfinity;

    private static double? Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value) ? value : null,
    };

    private static string Label(string labels, string name)
    {
        var at = $",{labels}".IndexOf($",{name}=\"", StringComparison.Ordinal);
        if (at < 0) return "";
        var begin = at + name.Length + 2;
        var end = labels.IndexOf('"', begin);
        return end < 0 ? "" : labels[begin..end];
    }
}
