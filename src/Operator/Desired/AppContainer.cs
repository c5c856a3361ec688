using Kubernetes.Models;
using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Desired;

/// <summary>The app's container.</summary>
internal static class AppContainer
{
    public static Container For(CounterApp app) => new()
    {
        Name = Names.Container,
        Image = app.Spec.Image,
        ImagePullPolicy = app.Spec.ImagePullPolicy,
        Env = [.. Fixed(app), .. (app.Spec.Env ?? []).Select(AppEnvironment.Variable)],
        LivenessProbe = Probe("/healthz", period: 10, failures: 3),
        ReadinessProbe = Probe("/readyz", period: 1, failures: 3),
        Ports = [new ContainerPort { Name = Names.Port, ContainerPortValue = app.Spec.Port, Protocol = "TCP" }],
        Resources = Normalised(app.Spec.Resources),
        SecurityContext = new SecurityContext
        {
            AllowPrivilegeEscalation = false,
            Capabilities = new Capabilities { Drop = ["ALL"] },
            ReadOnlyRootFilesystem = true,
            RunAsNonRoot = true,
        },
        TerminationMessagePath = "/dev/termination-log",
        TerminationMessagePolicy = "File",
        VolumeMounts = [new VolumeMount { Name = app.Spec.Storage.VolumeName, MountPath = app.Spec.Storage.MountPath }],
    };

    private static IEnumerable<EnvVar> Fixed(CounterApp app) =>
    [
        new EnvVar
        {
            Name = "POD_NAME",
            ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = "metadata.name" } },
        },
        new EnvVar
        {
            Name = "POD_UID",
            ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = "metadata.uid" } },
        },
        // Optional: without it the app runs as well, and only refuses to hand visits over.
        new EnvVar
        {
            Name = "HANDOVER_TOKEN",
            ValueFrom = new EnvVarSource { SecretKeyRef = new SecretKeySelector { Name = Names.HandOverSecret(app.Metadata.Name ?? ""), Key = Names.HandOverToken, Optional = true } },
        },
        new EnvVar { Name = "PORT", Value = app.Spec.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        new EnvVar { Name = "DATA_DIR", Value = app.Spec.Storage.MountPath },
        // The root file system is read-only, and .NET's diagnostics would open a socket on it.
        new EnvVar { Name = "DOTNET_EnableDiagnostics", Value = "0" },
    ];

    private static Probe Probe(string path, int period, int failures) => new()
    {
        HttpGet = new HTTPGetAction { Path = path, Port = Names.Port, Scheme = "HTTP" },
        PeriodSeconds = period,
        TimeoutSeconds = 2,
        SuccessThreshold = 1,
        FailureThreshold = failures,
    };

    private static ResourceRequirements? Normalised(CounterAppResources? resources) =>
        resources is null ? null : new ResourceRequirements { Limits = resources.Limits, Requests = resources.Requests };
}
