using Kubernetes.Client;
using Kubernetes.Models.Authorization;
using Operator.Telemetry;

namespace Operator;

/// <summary>Asks the server at start whether the operator may do what it does, so that a missing permission is named before it is missed.</summary>
internal static class PermissionCheck
{
    /// <summary>Never fails: what cannot be found out is logged. Ends early when cancelled.</summary>
    public static async Task RunAsync(KubeClient client, OperatorOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            string?[] scopes = options.Namespaces.Count == 0 ? [null] : [.. options.Namespaces];
            var questions = from scope in scopes from permission in Permission.All select AskAsync(client, permission, scope, cancellationToken);
            var missing = (await Task.WhenAll(questions)).OfType<string>().ToList();
            if (missing.Count > 0) OperatorLog.PermissionsMissing(logger, string.Join("; ", missing));
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            OperatorLog.PermissionsUnknown(logger, e.Message);
        }
    }

    /// <summary>The permission in words when it is missing.</summary>
    private static async Task<string?> AskAsync(KubeClient client, Permission permission, string? scope, CancellationToken cancellationToken)
    {
        var parts = permission.Resource.Split('/');
        var review = new SelfSubjectAccessReview
        {
            Spec = new SelfSubjectAccessReviewSpec
            {
                ResourceAttributes = new ResourceAttributes
                {
                    Group = permission.Group,
                    Namespace = permission.Resource == "storageclasses" ? null : scope,
                    Resource = parts[0],
                    Subresource = parts.Length > 1 ? parts[1] : null,
                    Verb = permission.Verb,
                },
            },
        };
        var answer = await client.CreateAsync(review, null, cancellationToken);
        return answer.Status?.Allowed == true ? null : scope is null ? $"{permission}" : $"{permission} in {scope}";
    }
}
