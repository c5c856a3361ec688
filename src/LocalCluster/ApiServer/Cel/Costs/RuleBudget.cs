using System.Globalization;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>What the rules of a definition may cost, each and all together; those that would cost more are refused when it is written.</summary>
internal sealed class RuleBudget
{
    private const ulong OfOne = 10_000_000;
    private const ulong OfAll = 100_000_000;
    private const int Shown = 4;
    private readonly List<(string Path, ulong Cost)> _expensive = [];
    private ulong _total;

    /// <summary>Adds a rule's cost, and answers what is to be said of it alone.</summary>
    public IEnumerable<FieldError> Observe(string path, string what, ulong cost)
    {
        _total = Estimate.Add(_total, cost);
        if (cost >= OfAll / 100)
            _expensive.Add((path, cost));
        return cost > OfOne ? [FieldError.Forbidden(path, Exceeded($"estimated {what} cost", cost, OfOne))] : [];
    }

    public IEnumerable<FieldError> OfTheWhole(string path) => _total <= OfAll
        ? []
        :
        [
            .. _expensive.OrderByDescending(rule => rule.Cost).Take(Shown)
                .Select(rule => FieldError.Forbidden(rule.Path, "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema")),
            FieldError.Forbidden(path, Exceeded("x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema", _total, OfAll)),
        ];

    private static string Exceeded(string what, ulong cost, ulong limit)
    {
        var times = (double)cost / limit;
        var factor = times > 100 ? "more than 100x" : times.ToString(times < 1.5 ? "0.000000" : "0.0", CultureInfo.InvariantCulture) + "x";
        return $"{what} exceeds budget by factor of {factor} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)";
    }
}
