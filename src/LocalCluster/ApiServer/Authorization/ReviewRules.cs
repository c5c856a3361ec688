using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Authorization;

/// <summary>What a review has to ask, before it is answered.</summary>
internal static class ReviewRules
{
    /// <exception cref="StatusException">422 or 400: it asks nothing, or two things at once.</exception>
    public static void Check(ApiRequest request, JsonObject review)
    {
        var spec = review.Object("spec") ?? [];
        switch (request.Resource.Kind)
        {
            case "TokenReview" when spec.Text("token") is null or "":
                throw Failures.BadRequest("token is required for TokenReview in authentication");
            case "SelfSubjectRulesReview" when spec.Text("namespace") is null or "":
                throw Failures.BadRequest("no namespace on request");
            case "SelfSubjectAccessReview":
                Refuse(request, Question(spec));
                break;
            case "SubjectAccessReview":
                Refuse(request, [.. Question(spec), .. Subject(spec)]);
                break;
            case "LocalSubjectAccessReview":
                Refuse(request, [.. Question(spec), .. Subject(spec), .. Place(spec, request.Info.Namespace)]);
                break;
        }
    }

    private static IEnumerable<FieldError> Question(JsonObject spec)
    {
        if (spec.Object("resourceAttributes") is not null && spec.Object("nonResourceAttributes") is { } path)
            yield return FieldError.Invalid("spec.nonResourceAttributes", Spelled(path), "cannot be specified in combination with resourceAttributes");
        if (spec.Object("resourceAttributes") is null && spec.Object("nonResourceAttributes") is null)
            yield return FieldError.Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified");
    }

    private static IEnumerable<FieldError> Subject(JsonObject spec)
    {
        if (spec.Text("user") is null or "" && !spec.Texts("groups").Any())
            yield return FieldError.Invalid("spec.user", "", "at least one of user or group must be specified");
    }

    private static IEnumerable<FieldError> Place(JsonObject spec, string inNamespace)
    {
        if (spec.Object("resourceAttributes") is { } asked && (asked.Text("namespace") ?? "") != inNamespace)
            yield return FieldError.Invalid("spec.resourceAttributes.namespace", asked.Text("namespace") ?? "", "must match metadata.namespace");
        if (spec.Object("nonResourceAttributes") is { } path)
            yield return FieldError.Invalid("spec.nonResourceAttributes", Spelled(path), "disallowed on this kind of request");
    }

    private static GoLiteral Spelled(JsonObject path) =>
        new($"{{\"Path\":{GoText.Json(path.Text("path") ?? "")},\"Verb\":{GoText.Json(path.Text("verb") ?? "")}}}");

    private static void Refuse(ApiRequest request, IEnumerable<FieldError> errors)
    {
        var all = errors.ToList();
        if (all.Count > 0)
            throw Failures.Invalid(request.Resource, "", all);
    }
}
