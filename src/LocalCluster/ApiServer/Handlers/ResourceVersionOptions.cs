using System.Globalization;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>The resourceVersion and resourceVersionMatch parameters of reads, with the refusals of k8s.io/apiserver.</summary>
internal static class ResourceVersionOptions
{
    /// <exception cref="StatusException">The version is no number, or is not there yet.</exception>
    public static void CheckGet(ApiRequest request, long current)
    {
        if (request.Query("resourceVersion") is { Length: > 0 } text)
            CheckReached(Number(text), current);
    }

    /// <exception cref="StatusException">422 for parameters that contradict each other.</exception>
    public static void CheckListParameters(ApiRequest request)
    {
        var (version, match, next) = (request.Query("resourceVersion") ?? "", request.Query("resourceVersionMatch") ?? "", request.Query("continue") ?? "");
        List<FieldError> errors = [];
        if (match.Length > 0)
        {
            if (version.Length == 0)
                errors.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            if (next.Length > 0)
                errors.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
            if (match is not ("Exact" or "NotOlderThan"))
                errors.Add(FieldError.NotSupported("resourceVersionMatch", match, ["Exact", "NotOlderThan", ""]));
            if (match == "Exact" && version == "0")
                errors.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
        }

        if (request.Query("sendInitialEvents") is { Length: > 0 })
            errors.Add(FieldError.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        Refuse(errors);
    }

    /// <exception cref="StatusException">422 for parameters that contradict each other.</exception>
    public static void CheckWatchParameters(ApiRequest request)
    {
        var (match, sends) = (request.Query("resourceVersionMatch") ?? "", request.Query("sendInitialEvents") is { Length: > 0 });
        List<FieldError> errors = [];
        if (sends && match != "NotOlderThan")
            errors.Add(FieldError.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        if (match.Length > 0 && !sends)
            errors.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        if (match is not ("" or "NotOlderThan"))
            errors.Add(FieldError.NotSupported("resourceVersionMatch", match, ["NotOlderThan"]));
        if (match.Length > 0 && request.Query("continue") is { Length: > 0 })
            errors.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
        Refuse(errors);
    }

    /// <exception cref="StatusException">400 in a list, where it says so.</exception>
    public static long Number(string text)
    {
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue)
            return (long)number;
        throw Failures.BadRequest($"invalid resource version: {Unreadable(text)}");
    }

    public static FieldError Unreadable(string text) =>
        FieldError.Invalid("resourceVersion", text, $"strconv.ParseUint: parsing {GoText.Quote(text)}: invalid syntax");

    /// <exception cref="StatusException">504: that version is not there yet.</exception>
    public static void CheckReached(long asked, long current)
    {
        if (asked > current)
            throw Failures.VersionTooLarge(asked, current);
    }

    private static void Refuse(List<FieldError> errors)
    {
        if (errors.Count > 0)
            throw Failures.Invalid("meta.k8s.io", "ListOptions", "", errors);
    }
}
