using System.ComponentModel;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>Where a metric's value comes from: exactly one of the three.</summary>
[Rule("[has(self.prometheus), has(self.http), has(self.pods)].filter(given, given).size() == 1",
    "a provider is exactly one of prometheus, http and pods")]
public sealed record MetricProvider
{
    [Description("A query to a Prometheus server.")]
    public PrometheusProvider? Prometheus { get; init; }

    [Description("A number in a JSON document.")]
    public HttpProvider? Http { get; init; }

    [Description("The metrics that the pods of the new revision publish themselves: no Prometheus is needed.")]
    public PodsProvider? Pods { get; init; }
}
