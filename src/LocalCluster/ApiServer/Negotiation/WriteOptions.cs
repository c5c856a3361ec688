using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Handlers;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>The query parameters of a create, an update or a patch: who writes, whether for good, and how strictly the body is read.</summary>
internal static class WriteOptions
{
    private const int LongestManager = 128;

    /// <exception cref="StatusException">400 for a parameter that cannot be read, 422 for one that makes no sense.</exception>
    public static void Check(ApiRequest request, string mediaType)
    {
        List<FieldError> errors =
        [
            .. request.Info.Verb == "patch" ? Force(request, mediaType) : [],
            .. Manager(request.Query("fieldManager") ?? ""),
            .. DryRun(request),
            .. Validation(request.Query("fieldValidation") ?? ""),
        ];
        if (errors.Count > 0)
            throw Failures.Invalid("meta.k8s.io", OptionsKind(request.Info.Verb), "", errors);
    }

    public static IEnumerable<FieldError> DryRun(ApiRequest request)
    {
        var asked = request.QueryAll("dryRun");
        if (asked.Any(value => value != "All"))
            yield return FieldError.NotSupported("dryRun", new JsonArray([.. asked.Select(value => (JsonNode?)value)]), ["All"]);
    }

    private static IEnumerable<FieldError> Force(ApiRequest request, string mediaType)
    {
        var applies = mediaType == PatchBody.Apply;
        if (applies && string.IsNullOrEmpty(request.Query("fieldManager")))
            yield return FieldError.Required("fieldManager", "is required for apply patch");
        if (!applies && request.Query("force") is not null)
            yield return FieldError.Forbidden("force", "may not be specified for non-apply patch");
    }

    private static IEnumerable<FieldError> Manager(string manager)
    {
        if (Encoding.UTF8.GetByteCount(manager) > LongestManager)
            yield return FieldError.TooLong("fieldManager", LongestManager);
        var at = 0;
        foreach (var rune in manager.EnumerateRunes())
        {
            if (!GoText.IsPrintable(rune))
                yield return FieldError.Invalid("fieldManager", manager, $"invalid character U+{rune.Value:X4} (at position {at})");
            at += rune.Utf8SequenceLength;
        }
    }

    private static IEnumerable<FieldError> Validation(string asked)
    {
        if (!FieldValidation.Supported.Contains(asked))
            yield return FieldError.NotSupported("fieldValidation", asked, FieldValidation.Supported);
    }

    private static string OptionsKind(string verb) => verb switch
    {
        "create" => "CreateOptions",
        "update" => "UpdateOptions",
        _ => "PatchOptions",
    };
}
