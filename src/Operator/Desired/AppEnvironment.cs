using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Desired;

/// <summary>The user's environment variables in Kubernetes' own records.</summary>
internal static class AppEnvironment
{
    public static EnvVar Variable(CounterAppEnvVar variable) => new()
    {
        Name = variable.Name,
        Value = variable.Value,
        ValueFrom = variable.ValueFrom is { } source ? Source(source) : null,
    };

    private static EnvVarSource Source(CounterAppEnvSource source) => new()
    {
        ConfigMapKeyRef = source.ConfigMapKeyRef is { } map ? new ConfigMapKeySelector { Name = map.Name, Key = map.Key, Optional = map.Optional } : null,
        SecretKeyRef = source.SecretKeyRef is { } secret ? new SecretKeySelector { Name = secret.Name, Key = secret.Key, Optional = secret.Optional } : null,
        FieldRef = source.FieldRef is { } field ? new ObjectFieldSelector { ApiVersion = field.ApiVersion ?? "v1", FieldPath = field.FieldPath } : null,
        ResourceFieldRef = source.ResourceFieldRef is { } resource
            ? new ResourceFieldSelector { ContainerName = resource.ContainerName, Divisor = resource.Divisor, Resource = resource.Resource }
            : null,
    };
}
