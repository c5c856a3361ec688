using System.Globalization;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>A whole number in the query.</summary>
internal static class QueryNumber
{
    /// <returns>Null when it is not given.</returns>
    /// <exception cref="StatusException">400: it is no number.</exception>
    public static long? Read(ApiRequest request, string name)
    {
        var text = request.Query(name);
        if (string.IsNullOrEmpty(text))
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Failures.BadRequest($"strconv.ParseInt: parsing {GoText.Quote(text)}: invalid syntax");
    }
}
