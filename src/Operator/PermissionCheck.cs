using Kubernetes.Client;
using Kubernetes.Models.Authorization;
using Operator.Api;
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
            var answers = await Task.WhenAll(Needed(client, options).Select(need => AskAsync(client, need.Permission, need.Namespace, cancellationToken)));
            var missing = answers.OfType<string>().ToList();
            if (missing.Count > 0) OperatorLog.PermissionsMissing(logger, string.Join("; ", missing));
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            OperatorLog.PermissionsUnknown(logger, e.Message);
        }
    }

    private static IEnumerable<(Permission Permission, string? Namespace)> Needed(KubeClient client, OperatorOptions options)
    {
        string?[] scopes = options.Namespaces.Count == 0 ? [null] : [.. options.Namespaces];
        IReadOnlyList<Permission> everywhere =
            [.. Permission.All, .. StartUp.IsInCluster ? [] : Permission.PodsFromOutside, .. options.MetricsSecure ? Permission.GuardedMetrics : []];
        foreach (var scope in scopes)
        {
            foreach (var permission in everywhere) yield return (permission, permission.IsClusterWide ? null : scope);
        }

        if (!options.LeaderElect) yield break;
        foreach (var permission in Permission.Election)
            yield return (permission.Verb == "create" ? permission : permission with { Name = ApiGroup.FieldManager }, StartUp.LeaseNamespace(client, options));
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
                    Name = permission.Name,
                    Namespace = scope,
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
