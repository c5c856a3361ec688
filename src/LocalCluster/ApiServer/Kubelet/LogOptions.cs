using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Kubelet;

/// <summary>What the query of a request for a log may say (ValidatePodLogOptions).</summary>
internal static class LogOptions
{
    /// <summary>How Go shows the path of a field whose name is empty.</summary>
    private const string Nameless = "[]";

    /// <exception cref="StatusException">400: not a number, not a time; 422: a number or a combination that makes no sense.</exception>
    public static void Check(ApiRequest request)
    {
        List<FieldError> errors = [];
        if (Number(request, "tailLines") is < 0 and var lines)
            errors.Add(FieldError.Invalid("tailLines", lines, "must be greater than or equal to 0"));
        if (Number(request, "limitBytes") is < 1 and var bytes)
            errors.Add(FieldError.Invalid("limitBytes", bytes, "must be greater than 0"));
        var seconds = Number(request, "sinceSeconds");
        if (HasTime(request) && seconds is not null)
            errors.Add(FieldError.Forbidden(Nameless, "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        else if (seconds is < 1)
            errors.Add(FieldError.Invalid("sinceSeconds", seconds, "must be greater than 0"));
        if (errors.Count > 0)
            throw Failures.Invalid("", "PodLogOptions", request.Info.Name, errors);
    }

    private static bool HasTime(ApiRequest request)
    {
        if (request.Query("sinceTime") is not { Length: > 0 } text) return false;
        try
        {
            _ = TimeText.Time(JsonValue.Create(text));
            return true;
        }
        catch (TypeMismatchException mismatch)
        {
            throw Failures.BadRequest(mismatch.Message);
        }
    }

    private static long? Number(ApiRequest request, string name)
    {
        if (request.Query(name) is not { Length: > 0 } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Failures.BadRequest($"strconv.ParseInt: parsing {GoText.Quote(text)}: invalid syntax");
    }
}
