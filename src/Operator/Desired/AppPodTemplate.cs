using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Desired;

/// <summary>The pod: one container, restricted as the Pod Security Standards ask for, its visits on a volume of its own.</summary>
internal static class AppPodTemplate
{
    /// <summary>The user of .NET's images (APP_UID); the volume is made writable for it.</summary>
    private const long User = 1654;

    public static PodTemplateSpec For(CounterApp app, string component, int restarts) => new()
    {
        Metadata = new ObjectMeta
        {
            Labels = Labels.For(app.Metadata.Name ?? "", component),
            Annotations = restarts == 0 ? null : new Dictionary<string, string> { [Api.Annotations.Restart] = $"{restarts}" },
        },
        Spec = new PodSpec
        {
            AutomountServiceAccountToken = false,
            Containers = [AppContainer.For(app)],
            DnsPolicy = "ClusterFirst",
            ImagePullSecrets = app.Spec.ImagePullSecrets is { Count: > 0 } secrets
                ? [.. secrets.Select(secret => new LocalObjectReference { Name = secret.Name })]
                : null,
            RestartPolicy = "Always",
            SchedulerName = "default-scheduler",
            SecurityContext = new PodSecurityContext
            {
                FsGroup = User,
                FsGroupChangePolicy = "OnRootMismatch",
                RunAsGroup = User,
                RunAsNonRoot = true,
                RunAsUser = User,
                SeccompProfile = new SeccompProfile { Type = "RuntimeDefault" },
            },
            TerminationGracePeriodSeconds = 30,
        },
    };
}
